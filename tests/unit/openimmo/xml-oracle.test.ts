import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { DeliveryError } from '@/lib/openimmo/errors';
import { XmlParser } from '@/lib/openimmo/xml/parse';
import { countOf, type Random, SEED, seededRandom, timeoutOf } from '../../support/long';
import { MUTATIONS } from '../../support/mutate';

const DOCUMENTS = countOf(2_000, 60_000);

const SEEDS = [
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- a --><?p x?>\n<a b="1" c='&lt;2&#x20AC;'>t&amp;ext<d/>\r\n<e f="&quot;g"\n h='i'></e >]] > </a>\n`,
  '<openimmo><ü ö="ä">Größe – „x“ 🏠</ü><![CDATA[ <&> ]] ]]><x.y-z_1 _="" a.-=""/>&#10;&#13;\r\ttext\n</openimmo><!---->',
  '<?xml version=\'1.1\'?><r><a><b><c><d>1</d></c></b></a><a>2</a>  <e x="a\tb\nc"> &gt; </e></r>  <?end ?>\n',
].map((text) => Buffer.from(text));
/** What is most likely to be taken for something else. */
const PIECES = [
  ...[
    '<',
    '>',
    '/',
    '&',
    ';',
    '"',
    "'",
    '=',
    ' ',
    '\n',
    '\r\n',
    ']]>',
    '<![CDATA[',
    ']]',
    '<!--',
    '-->',
    '--',
    '<?',
    '?>',
    '<?xml',
  ],
  ...[
    '</',
    '/>',
    '&#',
    '&#x',
    '&amp',
    'a',
    ':',
    '-',
    '.',
    '1',
    '<a',
    '</a>',
    '<a>',
    'a="1"',
    'xmlns="x"',
    '<!DOCTYPE a>',
    '\u00b7',
    '\ufffd',
  ],
];

type Result = string[] | 'refused';

/** An independent parser decides what is well-formed and what stands in it. */
test(`rule 7: the same is well-formed as for an independent parser, and says the same, however it is cut (${DOCUMENTS} documents, seed ${SEED})`, {
  timeout: timeoutOf(60_000),
}, () => {
  const random = seededRandom(7);
  let wellFormed = 0;
  for (let nth = 0; nth < DOCUMENTS; nth++) {
    const text = createText(random);
    const expected = readOther(text);
    expect(readOurs(text, random), JSON.stringify(text)).toEqual(expected);
    if (expected !== 'refused') wellFormed++;
  }
  expect(wellFormed).toBeGreaterThan(DOCUMENTS / 50);
});

function createText(random: Random): string {
  let bytes: Buffer = random.pick(SEEDS);
  for (let round = random.pick([0, 1, 1, 1, 2, 3]); round > 0; round--) {
    if (random.chance(0.6)) {
      const [text, at] = [bytes.toString(), random.int(0, bytes.toString().length)];
      bytes = Buffer.from(text.slice(0, at) + random.pick(PIECES) + text.slice(at + random.pick([0, 0, 1, 3])));
    } else bytes = MUTATIONS[random.pick(Object.keys(MUTATIONS))]?.(bytes, random, random.pick(SEEDS)) ?? bytes;
    if (bytes.length === 0) return '';
  }
  return bytes.toString().replace(/^\ufeff/, '');
}

function readOurs(text: string, random: Random): Result {
  const said = createSaid();
  const parser = new XmlParser(
    'a.xml',
    {
      open: (name, attributes) => said.add(`<${name} ${attributes.join('|')}`),
      text: (piece) => said.text(piece),
      close: (name) => said.add(`>${name}`),
    },
    { refuseDoctype: false },
  );
  try {
    for (let at = 0; at < text.length; ) {
      let end = Math.min(text.length, at + random.pick([1, 2, 7, 40, 1000]));
      // As every decoder does, a character is not cut in two.
      if ((text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end++;
      parser.write(text.slice(at, end));
      at = end;
    }
    parser.end();
  } catch (error) {
    if (error instanceof DeliveryError) return 'refused';
    throw error;
  }
  return said.all();
}

function readOther(text: string): Result {
  const said = createSaid();
  const parser = new SaxesParser({ xmlns: false, defaultXMLVersion: '1.0', forceXMLVersion: true });
  parser.on('error', (error) => {
    throw error;
  });
  const prefixes = new Set(['xml']);
  let isPrefixFree = true;
  parser.on('opentag', ({ name, attributes }) => {
    const declared = Object.keys(attributes).filter((key) => key.startsWith('xmlns:'));
    for (const key of declared) prefixes.add(key.slice(6));
    const names = [name, ...Object.keys(attributes).filter((key) => key !== 'xmlns' && !key.startsWith('xmlns:'))];
    isPrefixFree &&= names.every((one) => !one.includes(':') || prefixes.has(one.slice(0, one.indexOf(':'))));
    const shown = names.slice(1).flatMap((key) => [`@${localOf(key)}`, attributes[key] ?? '']);
    said.add(`<${localOf(name)} ${shown.join('|')}`);
  });
  parser.on('closetag', ({ name }) => said.add(`>${localOf(name)}`));
  parser.on('text', (piece) => said.text(piece));
  parser.on('cdata', (piece) => said.text(piece));
  try {
    parser.write(text).close();
  } catch {
    return 'refused';
  }
  // Namespaces are resolved by us alone.
  return isPrefixFree ? said.all() : 'refused';
}

const localOf = (name: string) => name.slice(name.indexOf(':') + 1);

function createSaid() {
  const all: string[] = [];
  let pending = '';
  const flush = () => {
    if (pending !== '') all.push(pending);
    pending = '';
  };
  return {
    add: (line: string) => {
      flush();
      all.push(line);
    },
    text: (piece: string) => {
      pending += piece;
    },
    all: () => {
      flush();
      // Text around the root says nothing.
      return all.filter((line, index) => line.trim() !== '' || (index > 0 && index < all.length - 1));
    },
  };
}
