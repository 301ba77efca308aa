import { jpeg } from './foreign/kontor';
import type { Random } from './long';
import { attachmentXml, element, propertyXml, providerXml, transferXml } from './openimmo';
import { zipOf } from './zip';

/** What a damaged or forged file may contain at any place. */
const FRAGMENTS = [
  ...[
    '<!DOCTYPE openimmo [<!ENTITY x "y">]>',
    '&x;',
    ']]>',
    '<![CDATA[',
    '<!--',
    '-->',
    '<?xml version="1.0"?>',
    '<',
    '>',
    '&',
  ],
  ...[
    '</immobilie>',
    '<immobilie>',
    '<anbieter>',
    '</anbieter>',
    '<anhang>',
    'umfang="VOLL"',
    'xmlns:a="b"',
    '&#xD800;',
    '&#0;',
  ],
  ...['<a:b/>', '"', "'", '\0', '\ufeff', '\uffff', '%00', '../', 'encoding="UTF-16"', 'encoding="UTF-7"', '&#x1F600;'],
].map((text) => Buffer.from(text));
const MARKS = [
  '504b0304',
  '504b0102',
  '504b0506',
  '504b0606',
  'ffffffff',
  '00000000',
  'ffff',
  '7fffffff',
  'fffe',
  'efbbbf',
].map((hex) => Buffer.from(hex, 'hex'));

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** Small changes come as often as all others together, because those leave hardly anything to be applied. */
const GENTLE = ['letters', 'marks'];

export type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

export const MUTATIONS: Record<string, Mutation> = {
  flip: (bytes, random) => {
    const flipped = Buffer.from(bytes);
    for (let count = random.pick([1, 1, 2, 5, 40]); count > 0; count--) {
      const at = random.int(0, flipped.length - 1);
      flipped[at] = (flipped[at] ?? 0) ^ random.int(1, 255);
    }
    return flipped;
  },
  /** Other letters and digits: most of that is still XML. */
  letters: (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let count = random.pick([1, 3, 10]); count > 0; count--) {
      const at = random.int(0, changed.length - 1);
      if (/[0-9A-Za-z]/.test(String.fromCharCode(changed[at] ?? 0)))
        changed[at] = random.pick([...LETTERS]).charCodeAt(0);
    }
    return changed;
  },
  /** A byte that stands for a number in German, or for nothing. */
  marks: (bytes, random) => {
    const changed = Buffer.from(bytes);
    const digits = [...bytes.keys()].filter((at) => /[0-9.]/.test(String.fromCharCode(bytes[at] ?? 0)));
    if (digits.length > 0) changed[random.pick(digits)] = random.pick([...'.,- e9']).charCodeAt(0);
    return changed;
  },
  truncate: (bytes, random) => bytes.subarray(0, random.int(0, bytes.length - 1)),
  behead: (bytes, random) => bytes.subarray(random.int(1, bytes.length)),
  cut: (bytes, random) => {
    const at = random.int(0, bytes.length - 1);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.int(1, 200))]);
  },
  repeat: (bytes, random) => {
    const at = random.int(0, bytes.length - 1);
    const part = bytes.subarray(at, at + random.int(1, 400));
    const times = Array.from({ length: random.pick([1, 3, 200]) }, () => part);
    return Buffer.concat([bytes.subarray(0, at), ...times, bytes.subarray(at)]);
  },
  insert: (bytes, random) => replaceAt(bytes, random, random.pick([...FRAGMENTS, ...MARKS]), 0),
  overwrite: (bytes, random) => {
    const fragment = random.pick([...FRAGMENTS, ...MARKS]);
    return replaceAt(bytes, random, fragment, fragment.length);
  },
  splice: (bytes, random, other) => {
    const from = random.int(0, other.length - 1);
    const part = other.subarray(from, from + random.int(1, other.length));
    return replaceAt(bytes, random, part, random.pick([0, part.length, bytes.length]));
  },
  zero: (bytes, random) => {
    const zeroed = Buffer.from(bytes);
    const at = random.int(0, zeroed.length - 1);
    return zeroed.fill(0, at, Math.min(zeroed.length, at + random.int(1, 64)));
  },
};

function replaceAt(bytes: Buffer, random: Random, fragment: Buffer, replaced: number): Buffer {
  const at = random.int(0, bytes.length);
  return Buffer.concat([bytes.subarray(0, at), fragment, bytes.subarray(at + replaced)]);
}

export interface Mutant {
  /** which mutations, in which container: to find it again */
  how: string;
  bytes: Buffer;
}

/** Damages a valid delivery once to three times: from outside, or inside of an archive that is right again. */
export function createMutant(random: Random, seeds: readonly Buffer[]): Mutant {
  const container = random.pick(['xml', 'zip', 'zip of damaged xml', 'zip of damaged xml']);
  let xml = random.pick(seeds);
  const how = [container];
  const mutate = (bytes: Buffer): Buffer => {
    const name = random.chance(0.5) ? random.pick(GENTLE) : random.pick(Object.keys(MUTATIONS));
    how.push(name);
    return bytes.length === 0 ? bytes : (MUTATIONS[name]?.(bytes, random, random.pick(seeds)) ?? bytes);
  };
  const rounds = random.pick([1, 1, 2, 3]);
  if (container !== 'zip') for (let round = 0; round < rounds; round++) xml = mutate(xml);
  if (container === 'xml') return { how: how.join(', '), bytes: xml };
  let zip = zipOf([
    { name: 'openimmo.xml', content: xml, stored: random.chance(0.5) },
    { name: 'bilder/eins.jpg', content: jpeg('eins') },
    { name: 'bilder\\zwei.jpg', content: jpeg('zwei'), stored: true },
  ]);
  if (container === 'zip') for (let round = 0; round < rounds; round++) zip = mutate(zip);
  return { how: how.join(', '), bytes: zip };
}

/** Valid deliveries of the same four properties, which delete nothing: full and partial, in several encodings. */
export function mutationSeeds(): Buffer[] {
  const properties = [1, 2, 3, 4].map((number) =>
    propertyXml({
      obid: `MUT-OBID-${number}-${'x'.repeat(20)}`,
      external: `MUT-EXT-${number}-${'y'.repeat(20)}`,
      title: `Haus ${number} – für Größe & Ruhe`,
      sections: [
        `<geo><plz>1000${number}</plz><ort>Köln</ort><geokoordinaten breitengrad="50.9" laengengrad="6.9"/></geo>`,
        `<preise><kaufpreis>${number}00000.50</kaufpreis><waehrung iso_waehrung="EUR"/></preise>`,
        '<freitexte><lage><![CDATA[Nah am <Rhein>]]></lage></freitexte><user_defined_simplefield feldname="a">b</user_defined_simplefield>',
        element(
          'anhaenge',
          {},
          attachmentXml('bilder/eins.jpg', 'TITELBILD'),
          attachmentXml('bilder/zwei.jpg'),
          `<anhang><daten><anhanginhalt>${jpeg(`drei ${number}`).toString('base64')}</anhanginhalt></daten></anhang>`,
        ),
      ],
    }),
  );
  const full = transferXml([providerXml(properties)], { scope: 'VOLL' });
  const partial = transferXml([providerXml(properties)]);
  const prefixed = partial
    .replaceAll(/<(\/?)(?=[a-z])/g, '<$1oi:')
    .replace('<oi:openimmo', '<oi:openimmo xmlns:oi="urn:any"');
  const latin1 = full.replace('UTF-8', 'ISO-8859-1').replaceAll('–', '-');
  const utf16 = `\ufeff${partial.replace('UTF-8', 'UTF-16')}`;
  return [
    Buffer.from(full),
    Buffer.from(partial),
    Buffer.from(prefixed),
    Buffer.from(latin1, 'latin1'),
    Buffer.from(utf16, 'utf16le'),
  ];
}
