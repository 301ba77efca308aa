import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';

// The bare pass: every event is taken and thrown away.
const parser = new SaxesParser({ xmlns: false, position: true });
let events = 0;
const count = () => {
  events++;
};
parser.on('opentag', count);
parser.on('closetag', count);
parser.on('text', count);

async function parse(): Promise<void> {
  const startedAt = performance.now();
  const stream = createReadStream(process.argv[2] ?? '', { encoding: 'utf8', highWaterMark: 256 * 1024 });
  for await (const chunk of stream) parser.write(chunk as string);
  parser.close();
  console.log(JSON.stringify({ ms: performance.now() - startedAt, events }));
}

void parse();
