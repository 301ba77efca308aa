import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { countOf, type Random, SEED, seededRandom, timeoutOf } from '../../support/long';
import { propertyXml, providerXml, transferXml } from '../../support/openimmo';
import { insertProvider } from '../../support/records';
import { zipOf } from '../../support/zip';

const TRANSFERS = countOf(25, 400);
const PROVIDERS = ['A-100', 'B-200'];
const KEYS = 9;

let site: ImportHarness;
afterEach(() => site.close());

interface Delivered {
  provider: string;
  key: number;
  action: string | null;
  title: string;
}

interface Transfer {
  full: boolean;
  /** In the order of the file; the same key may come twice. */
  records: Delivered[];
  providers: string[];
}

/** key -> what is shown of it; what was never delivered is not there. */
type Model = Map<string, { state: 'active' | 'reference' | 'withdrawn' | 'trashed'; title: string }>;

test(`rules 7 to 14: after any of ${TRANSFERS} transfers the stock is what a simple model says, and the same transfer again changes nothing (seed ${SEED})`, {
  timeout: timeoutOf(180_000),
}, async () => {
  // Nothing is held: what a full transfer removes is compared, too.
  site = await createImportHarness({ guardPercent: 100 });
  await insertProvider(site.db, { number: 'B-200' });
  const random = seededRandom(4);
  const model: Model = new Map();
  for (let nth = 0; nth < TRANSFERS; nth++) {
    const transfer = createTransfer(random, nth);
    const name = `${String(nth).padStart(4, '0')}${random.pick(['.xml', '.ZIP'])}`;
    await site.deliver(name, write(transfer, nth, random, name), TRANSFERS - nth + 10);
    apply(model, transfer);
    await site.run({ paths: [name] });
    expect(await readStock(), `${name}: ${JSON.stringify(transfer)}`).toEqual(listModel(model));
    const changed = await readVersions();
    const again = await site.run({ paths: [name], force: true });
    expect(again.counts.created ?? 0).toBe(0);
    expect(await readVersions(), `${name} again`).toEqual(changed);
  }
});

function createTransfer(random: Random, nth: number): Transfer {
  const providers = random.chance(0.3) ? PROVIDERS : [random.pick(PROVIDERS)];
  const full = random.chance(0.4);
  const records = providers.flatMap((provider) =>
    Array.from({ length: random.int(full ? 1 : 0, 8) }, () => ({
      provider,
      key: random.int(1, KEYS),
      action: random.pick(['CHANGE', 'change', 'ADD', 'NEW', '', null, 'UNBEKANNT', 'REFERENZ', 'DELETE', 'delete']),
      title: `Haus ${nth}.${random.int(1, 3)} für Größe`,
    })),
  );
  return { full, records, providers };
}

/** One of the many ways to write it. */
function write({ full, records, providers }: Transfer, nth: number, random: Random, name: string): Buffer {
  const elements = providers.map((number) => {
    const own = records.filter(({ provider }) => provider === number);
    return providerXml(
      own.map(({ key, action, title }) =>
        propertyXml({ obid: `${number}-O${key}`, external: `${number}-E${key}`, action, title }),
      ),
      { number },
    );
  });
  const scope = random.pick(full ? ['VOLL', 'voll'] : ['TEIL', 'Teil', null]);
  const timestamp = new Date(Date.UTC(2025, 0, 1) + nth * 3_600_000).toISOString();
  const ordered = random.chance(0.3) ? elements.map(moveIdsBehind) : elements;
  let xml = transferXml(ordered, { scope, timestamp });
  if (random.chance(0.3)) {
    xml = xml.replaceAll(/<(\/?)(?=[a-z])/g, '<$1x:').replace('<x:openimmo', '<x:openimmo xmlns:x="urn:x"');
  }
  const bytes = encode(xml, random.pick(['UTF-8', 'ISO-8859-1', 'UTF-16']));
  return name.endsWith('.ZIP') ? zipOf([{ name: 'daten\\export.xml', content: bytes }]) : bytes;
}

/** The provider's ids come after its properties. */
function moveIdsBehind(provider: string): string {
  const [ids = ''] = /<anbieternr>.*?<\/anbieternr>/s.exec(provider) ?? [];
  return provider.replace(ids, '').replace('</anbieter>', `${ids}</anbieter>`);
}

function encode(xml: string, encoding: string): Buffer {
  const declared = xml.replace('encoding="UTF-8"', `encoding="${encoding}"`);
  if (encoding === 'UTF-16') return Buffer.from(`\ufeff${declared}`, 'utf16le');
  return Buffer.from(declared, encoding === 'UTF-8' ? 'utf8' : 'latin1');
}

function apply(model: Model, { full, records, providers }: Transfer): void {
  const last = new Map(records.map((record) => [`${record.provider}-O${record.key}`, record]));
  for (const [key, { action, title }] of last) {
    const known = model.get(key);
    if (action?.toUpperCase() === 'DELETE') {
      if (known) model.set(key, { ...known, state: 'trashed' });
    } else model.set(key, { state: action === 'REFERENZ' ? 'reference' : 'active', title });
  }
  for (const [key, known] of full ? model : []) {
    const isOurs = providers.some((provider) => key.startsWith(`${provider}-`));
    if (isOurs && known.state === 'active' && !last.has(key)) model.set(key, { ...known, state: 'withdrawn' });
  }
}

const listModel = (model: Model) => [...model].map(([key, { state, title }]) => `${key} ${state} ${title}`).sort();

async function readStock(): Promise<string[]> {
  const rows = await site.db.execute<{ line: string }>(
    sql`select concat_ws(' ', obid, state, title) as line from properties`,
  );
  return rows.map(({ line }) => line).sort();
}

/** Which row has which version: Postgres itself says whether one was written. */
async function readVersions(): Promise<string[]> {
  const rows = await site.db.execute<{ line: string }>(
    sql`select concat_ws(' ', id, state, updated_at, content_hash) as line from properties order by id`,
  );
  return rows.map(({ line }) => line);
}
