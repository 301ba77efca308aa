import { createReadStream, statSync } from 'node:fs';
import { SaxesParser } from 'saxes';
import { openDelivery } from '@/lib/openimmo/open';
import { hashRecord, writeRecord } from '@/lib/openimmo/hash';
const file = process.argv[3]!;
const bytes = { name: 'd.xml', sizeBytes: statSync(file).size, read: (s: number, e: number) => createReadStream(file, { start: s, end: e - 1, highWaterMark: 256*1024 }) };
const cpu = () => { const c = process.cpuUsage(); return (c.user + c.system) / 1000; };
async function main() {
  const mode = process.argv[2];
  const t = performance.now(), c = cpu();
  let n = 0;
  if (mode === 'saxes') {
    const p = new SaxesParser({ xmlns: false, position: true });
    for (const e of ['opentag','closetag','text'] as const) p.on(e, () => { n++; });
    for await (const ch of createReadStream(file, { encoding: 'utf8', highWaterMark: 256*1024 })) p.write(ch as string);
    p.close();
  } else {
    const d = await openDelivery(bytes as never);
    for await (const ev of d.events()) {
      n++;
      if (ev.type === 'property' && mode !== 'read') {
        const h = writeRecord(ev.record);
        if (mode === 'stage') { const { attachments, warnings, contact } = ev.record; const j = JSON.stringify; `{"c":${h.columns},"d":${h.document},${j(attachments)},${j(warnings)},${j(contact)}`.length; }
      }
    }
  }
  console.log(mode, n, 'ms', Math.round(performance.now() - t), 'cpu', Math.round(cpu() - c), 'rss', Math.round(process.memoryUsage.rss() / 1e6));
}
void main();
