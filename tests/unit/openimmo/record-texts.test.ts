import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { DEFAULTS, generateXml } from '@/lib/demo/generate/transfer';
import { DeliveryError } from '@/lib/openimmo/errors';
import { hashRecord } from '@/lib/openimmo/hash';
import { openDelivery } from '@/lib/openimmo/open';
import { READER } from '@/lib/openimmo/record-texts';
import type { DeliveryBytes, TransferEvent } from '@/lib/openimmo/types';
import { hofmannDelivery } from '../../support/foreign/hofmann';
import { jpeg, kontorDelivery } from '../../support/foreign/kontor';
import { objektbuchDelivery } from '../../support/foreign/objektbuch';
import { countOf, SEED, seededRandom, timeoutOf } from '../../support/long';
import { createMutant, mutationSeeds } from '../../support/mutate';
import {
  attachmentXml,
  deliveryOf,
  element,
  oneProperty,
  propertyXml,
  providerXml,
  transferXml,
} from '../../support/openimmo';
import { zipOf } from '../../support/zip';

const MUTANTS = countOf(400, 20_000);

/** Hash of a text -> what was read from it. */
type Known = Map<string, string>;

async function read(bytes: DeliveryBytes, known: Known | null, context = ''): Promise<TransferEvent[]> {
  const events: TransferEvent[] = [];
  const texts = known && { context, isEmpty: known.size === 0, has: (hash: string) => known.has(hash) };
  for await (const event of (await openDelivery(bytes)).events(texts ? { texts } : {})) events.push(event);
  return events;
}

/** Reads once and remembers what may be remembered. */
async function learn(bytes: DeliveryBytes, known: Known, context = ''): Promise<void> {
  for (const event of await read(bytes, known, context)) {
    if (event.type === 'property' && event.textHash) known.set(event.textHash, hashRecord(event.record));
  }
}

const kinds = (events: TransferEvent[]) =>
  events.flatMap(({ type }) => (type === 'known' || type === 'property' ? [type] : []));

test(`a delivery that is read with known texts says what it says without them: ${MUTANTS} damaged ones (seed ${SEED})`, {
  timeout: timeoutOf(120_000),
}, async () => {
  const random = seededRandom(7);
  const seeds = mutationSeeds();
  const beside = { 'bilder/eins.jpg': jpeg('eins'), 'bilder/zwei.jpg': jpeg('zwei') };
  const known: Known = new Map();
  for (const seed of seeds) {
    const files = Object.entries(beside).map(([name, content]) => ({ name, content }));
    await learn(deliveryOf(zipOf([{ name: 'openimmo.xml', content: seed }, ...files])), known);
    await learn(deliveryOf(seed, { beside }), known);
  }
  expect(known.size).toBeGreaterThan(8);
  let skipped = 0;
  for (let nth = 0; nth < MUTANTS; nth++) {
    const { bytes, how } = createMutant(random, seeds);
    const name = `mutant ${nth} of seed ${SEED} (${how})`;
    const delivery = () => deliveryOf(bytes, { beside, chunkBytes: random.pick([100, 3_000, 64 * 1024]) });
    const [plain, fast] = await Promise.all([attempt(read(delivery(), null)), attempt(read(delivery(), known))]);
    skipped += fast.events.filter(({ type }) => type === 'known').length;
    expect(
      fast.events.map((event) => say(event, known)),
      name,
    ).toEqual(plain.events.map((event) => say(event, known)));
    // A text that is waited for as a whole may lead to a later fault first.
    expect(fast.failed, name).toBe(plain.failed);
  }
  // It would mean little if nothing had been skipped.
  expect(skipped).toBeGreaterThan(MUTANTS / 4);
});

/** What an import makes of an event: a known text stands for the record that it was read as. */
function say(event: TransferEvent, known: Known): unknown {
  if (event.type === 'known') return [event.providerIndex, event.position, event.line, known.get(event.textHash), []];
  if (event.type !== 'property') return event;
  const { position, line, warnings } = event.record;
  return [event.providerIndex, position, line, hashRecord(event.record), warnings];
}

async function attempt(reading: Promise<TransferEvent[]>): Promise<{ events: TransferEvent[]; failed: boolean }> {
  try {
    return { events: await reading, failed: false };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return { events: [], failed: true };
  }
}

const pictures = (first: string) => [
  { name: 'a.jpg', content: jpeg(first) },
  { name: 'b.jpg', content: jpeg('b') },
];
const listings = (title = 'Haus') => [
  propertyXml({ obid: 'O-1', title, sections: [element('anhaenge', {}, attachmentXml('a.jpg'))] }),
  propertyXml({ obid: 'O-2', sections: [element('anhaenge', {}, attachmentXml('b.jpg'))] }),
];
const archive = (properties: string[], first = 'a') =>
  deliveryOf(zipOf([{ name: 'x.xml', content: transferXml([providerXml(properties)]) }, ...pictures(first)]));

test('what says the same again is not read again; what changed is, and what its file changed for', async () => {
  const known: Known = new Map();
  await learn(archive(listings()), known);
  expect(kinds(await read(archive(listings()), known))).toEqual(['known', 'known']);
  expect(kinds(await read(archive(listings('Hof')), known))).toEqual(['property', 'known']);
  expect(kinds(await read(archive(listings(), 'another picture'), known))).toEqual(['property', 'known']);
  expect(kinds(await read(archive(listings().reverse()), known))).toEqual(['known', 'known']);
});

test('another rule, another reader and another place of the files read everything anew', async () => {
  const known: Known = new Map();
  await learn(archive(listings()), known, 'one');
  expect(kinds(await read(archive(listings()), known, 'other'))).toEqual(['property', 'property']);
  const bare = deliveryOf(transferXml([providerXml(listings())]), {
    beside: { 'a.jpg': jpeg('a'), 'b.jpg': jpeg('b') },
  });
  expect(kinds(await read(bare, known, 'one'))).toEqual(['property', 'property']);
});

test('files beside a bare XML are looked at before their records are believed', async () => {
  const xml = transferXml([providerXml([...listings(), ...listings()])]);
  const delivery = (first: Buffer) =>
    deliveryOf(xml, { beside: { 'a.jpg': first, 'b.jpg': jpeg('b') }, chunkBytes: 200 });
  const known: Known = new Map();
  await learn(delivery(jpeg('a')), known);
  expect(kinds(await read(delivery(jpeg('a')), known))).toEqual(['property', 'property', 'known', 'known']);
  expect(kinds(await read(delivery(jpeg('longer')), known))).toEqual(['property', 'property', 'property', 'known']);
});

test.each([
  ['a warning', oneProperty({ sections: ['<preise><kaufpreis>teuer</kaufpreis></preise>'] })],
  ['an element that nobody knows', oneProperty({ sections: ['<geheim>1</geheim>'] })],
  ['a file that is not there', oneProperty({ sections: [element('anhaenge', {}, attachmentXml('none.jpg'))] })],
  ['a path in CDATA', oneProperty({ sections: [element('anhaenge', {}, attachmentXml('<![CDATA[a.jpg]]>'))] })],
  ['an inner closing tag', oneProperty({ sections: ['<freitexte><lage><![CDATA[</immobilie>]]></lage></freitexte>'] })],
])('a record with %s is always read', async (_what, xml) => {
  const delivery = () => deliveryOf(xml.replaceAll('&lt;![CDATA[', '<![CDATA[').replaceAll(']]&gt;', ']]>'));
  const known: Known = new Map();
  await learn(delivery(), known);
  expect(known.size).toBe(0);
  expect(kinds(await read(delivery(), known))).toEqual(['property']);
});

/**
 * Where the reader makes something else of the same text, `READER` is to be raised: then a stock that was read by the one
 * before is read anew. The hash here is of all that these deliveries come to.
 */
test('the reader is still the one that READER names', async () => {
  const input = {
    ...DEFAULTS,
    properties: 60,
    providers: 3,
    dialects: 'mixed' as const,
    faults: 40,
    urls: 20,
    seed: 5,
  };
  const generated = generateXml(input).map(({ pieces }) =>
    deliveryOf([...pieces()].join('').replace(/encoding="[^"]*"/, '')),
  );
  const foreign = [hofmannDelivery(), kontorDelivery(), objektbuchDelivery(), ...mutationSeeds()];
  const hash = createHash('sha256');
  for (const delivery of [...generated, ...foreign.map((bytes) => deliveryOf(bytes))]) {
    for (const event of await read(delivery, null)) {
      if (event.type === 'property')
        hash.update(hashRecord(event.record)).update(JSON.stringify(event.record.warnings));
    }
  }
  expect({ reader: READER, hash: hash.digest('hex').slice(0, 16) }).toEqual({ reader: '1', hash: '532d33abb7765a6c' });
});
