import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '@/lib/db/client';
import { type ListPropertiesInput, listProperties } from '@/lib/properties/list';
import { countNoted, followFor, followProperties, restAfter } from '@/lib/properties/listed/follow';
import { PROPERTY_SORTS } from '@/lib/properties/listed/sort';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const PROVIDERS = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;

async function addProviders(db: Db): Promise<void> {
  await db.execute(sql`
    insert into providers (id, number, name) values (${PROVIDERS[0]}, 'A', 'Agency A'), (${PROVIDERS[1]}, 'B', 'Agency B')`);
}

interface Row {
  number: string;
  title?: string;
  city?: string;
  postcode?: string;
  type?: string;
  price?: number | null;
  state?: string;
  published?: boolean;
  from?: string;
  until?: string;
  provider?: string;
  origin?: number;
  at?: string;
}

async function addProperty(db: Db, row: Row): Promise<void> {
  const { number, title, city, postcode, type, price, state, published, from, until, provider, origin, at } = row;
  await db.execute(sql`
    insert into properties (id, origin_site_id, provider_id, external_number, state, published, title, object_type, price, currency,
      street, postcode, city, active_from, active_until, document, content_hash, updated_at)
    values (gen_random_uuid(), ${origin ?? 0}, ${provider ?? PROVIDERS[0]}, ${number}, ${state ?? 'active'}, ${published ?? true},
      ${title ?? null}, ${type ?? 'wohnung'}, ${price ?? null}, 'EUR', 'Geheimweg 1', ${postcode ?? null}, ${city ?? null},
      ${from ?? null}, ${until ?? null}, '{}', '', ${at ?? '2026-03-01T00:00:00Z'})`);
}

/** Every page of a list, one after the other. */
async function all(db: Db, input: ListPropertiesInput): Promise<string[]> {
  const numbers: string[] = [];
  for (let cursor: string | undefined, page = 0; page < 1_000; page++) {
    const { rows, next } = await listProperties(db, { ...input, cursor });
    numbers.push(...rows.map((row) => row.externalNumber ?? ''));
    if (next === null) return numbers;
    cursor = next;
  }
  throw new Error('a list without an end');
}

describe('the list of properties', () => {
  let database: TestDatabase;
  const find = (input: ListPropertiesInput) => all(database.db, { sort: 'number', today: '2026-03-10', ...input });
  beforeAll(async () => {
    database = await createTestDatabase();
    await addProviders(database.db);
    const rows: Row[] = [
      { number: 'P-9', title: 'Helle Wohnung mit Garten', city: 'Köln', postcode: '50667', price: 300_000 },
      { number: 'P-10', title: 'Haus „Sonne“ am See', city: 'Bad Homburg', type: 'haus', price: 900_000 },
      { number: 'HH/2024-117', title: 'Große Straße', city: 'Hamburg', postcode: '22303', price: 100_000 },
      { number: 'Q-1', city: 'Hamburg', postcode: '20095', state: 'withdrawn', provider: PROVIDERS[1] },
      { number: 'Q-2', published: false, price: 50_000, at: '2026-03-05T00:00:00Z' },
      { number: 'Q-3', until: '2026-03-09', price: 50_000 },
      { number: 'Q-4', from: '2026-03-11', origin: 7, state: 'reference' },
      { number: 'Q-5', from: '2026-03-10', until: '2026-03-10', origin: 7, at: '2026-02-01T00:00:00Z' },
    ];
    for (const row of rows) await addProperty(database.db, row);
  });
  afterAll(() => database.close());

  it.each<[string, ListPropertiesInput, string[]]>([
    ['beginnings of words', { search: 'woh gart' }, ['P-9']],
    ['without accents and upper case', { search: 'KOLN' }, ['P-9']],
    ['with accents where none are', { search: 'hämburg' }, ['HH/2024-117', 'Q-1']],
    ['ß as ss', { search: 'grosse strasse' }, ['HH/2024-117']],
    ['parts of a number', { search: '2024-117' }, ['HH/2024-117']],
    ['a whole number', { search: 'hh/2024-117' }, ['HH/2024-117']],
    ['a word in quotation marks', { search: 'sonne' }, ['P-10']],
    ['not the middle of a word', { search: 'arten' }, []],
    ['never a street', { search: 'geheimweg' }, []],
    [
      'signs alone ask for nothing',
      { search: '„…“' },
      ['HH/2024-117', 'P-9', 'P-10', 'Q-1', 'Q-2', 'Q-3', 'Q-4', 'Q-5'],
    ],
    ['quotes and operators are words', { search: "o'neil & | ! :* \\" }, []],
    ['a town', { place: 'hamb' }, ['HH/2024-117', 'Q-1']],
    ['a town of two words', { place: 'homburg bad' }, ['P-10']],
    ['a postcode', { place: '22' }, ['HH/2024-117']],
    ['a title is no place', { place: 'haus' }, []],
    ['type', { type: 'haus' }, ['P-10']],
    ['provider', { providerId: PROVIDERS[1] }, ['Q-1']],
    ['state', { state: 'withdrawn' }, ['Q-1']],
    ['another site’s', { owner: 'shared' }, ['Q-4', 'Q-5']],
    ['a site', { originSiteId: 7, state: 'reference' }, ['Q-4']],
    ['prices between', { priceFrom: 100_000, priceTo: 300_000 }, ['HH/2024-117', 'P-9']],
    ['a price at least', { priceFrom: 300_001 }, ['P-10']],
    ['on show today', { shown: 'yes' }, ['HH/2024-117', 'P-9', 'P-10', 'Q-5']],
    ['not on show', { shown: 'no' }, ['Q-1', 'Q-2', 'Q-3', 'Q-4']],
    [
      'several at once',
      { search: 'hamburg', place: '2', state: 'active', priceTo: 100_000, shown: 'yes' },
      ['HH/2024-117'],
    ],
  ])('finds by %s', async (_name, input, expected) => {
    expect((await find(input)).toSorted()).toEqual(expected.toSorted());
  });

  it.each<[(typeof PROPERTY_SORTS)[number], string[]]>([
    ['number', ['HH/2024-117', 'P-9', 'P-10', 'Q-1', 'Q-2', 'Q-3', 'Q-4', 'Q-5']],
    ['place', ['P-10', 'Q-1', 'HH/2024-117', 'P-9']],
    ['price', ['Q-2', 'Q-3', 'HH/2024-117', 'P-9', 'P-10']],
    ['price-down', ['P-10', 'P-9', 'HH/2024-117', 'Q-2', 'Q-3']],
    ['changed', ['Q-2']],
  ])('sorted by %s, what has none of it last', async (sort, expected) => {
    const numbers = await all(database.db, { sort, size: 3 });
    expect(numbers).toHaveLength(8);
    expect(new Set(numbers).size).toBe(8);
    const ties = (list: string[]) =>
      list.map((number) => (/^Q-[23]$/.test(number) && sort.startsWith('price') ? 'Q' : number));
    expect(ties(numbers.slice(0, expected.length))).toEqual(ties(expected));
    if (sort === 'changed') expect(numbers.at(-1)).toBe('Q-5');
  });

  it('takes a cursor of another order, or a mangled one, for none', async () => {
    const first = await listProperties(database.db, { sort: 'price', size: 2 });
    for (const cursor of [first.next ?? '', 'x', Buffer.from('["number","\\u0000","x"]').toString('base64url')]) {
      const page = await listProperties(database.db, { sort: 'number', size: 2, cursor });
      expect(page.rows.map((row) => row.externalNumber)).toEqual(['HH/2024-117', 'P-9']);
    }
  });

  it('knows what changed, what is new and what is gone as soon as it is read again', async () => {
    await addProperty(database.db, { number: 'Z-1', title: 'Neu' });
    expect(await find({ search: 'neu' })).toEqual(['Z-1']);
    await database.db.execute(sql`update properties set title = 'Anders' where external_number = 'Z-1'`);
    expect([await find({ search: 'neu' }), await find({ search: 'anders' })]).toEqual([[], ['Z-1']]);
    await database.db.execute(sql`delete from properties where external_number = 'Z-1'`);
    expect(await find({ search: 'anders' })).toEqual([]);
  });
});

describe('the list behind its writers', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ max: 12 });
    await addProviders(database.db);
  });
  afterAll(() => database.close());

  /** Writers and followers at the same time; some transactions take long, some are rolled back. */
  async function write(db: Db, writer: number): Promise<void> {
    for (let round = 0; round < 25; round++) {
      await db
        .transaction(async (tx) => {
          await tx.execute(sql`
            insert into properties (id, provider_id, external_number, state, document, content_hash)
            select gen_random_uuid(), ${PROVIDERS[writer % 2]}, ${`${writer}-${round}-`} || n, 'active', '{}', '' from generate_series(1, 8) n`);
          await tx.execute(sql`
            update properties set state = 'withdrawn', published = not published, updated_at = now()
            where external_number like ${`${writer}-${round - 1}-%`}`);
          await tx.execute(sql`delete from properties where external_number like ${`${writer}-${round - 3}-%`}`);
          if (round % 7 === 3) throw new Error('rolled back');
        })
        .catch((error: unknown) => {
          if (!(error instanceof Error && error.message === 'rolled back')) throw error;
        });
    }
  }

  it('misses nothing and counts exactly, whoever follows at the same time', async () => {
    const { db } = database;
    let writing = true;
    const follow = async () => {
      while (writing) await followProperties(db, 7);
    };
    const followers = [follow(), follow(), follow()];
    await Promise.all([1, 2, 3, 4].map((writer) => write(db, writer)));
    writing = false;
    await Promise.all(followers);
    await followFor(db, 60_000);
    const differing = await db.execute(sql`
      select p.id from properties p full join listed_properties l on l.property_id = p.id
      where (p.id, p.state, p.published, p.updated_at) is distinct from (l.property_id, l.state, l.published, l.updated_at)`);
    expect([...differing]).toEqual([]);
    const counts = await db.execute(sql`
      select provider_id, state, published, count from listed_counts where count <> 0
      except select provider_id, state, published, count(*)::int from properties group by 1, 2, 3`);
    expect([...counts]).toEqual([]);
    expect((await db.execute(sql`select count(*)::int as n from properties`))[0]?.n).toBeGreaterThan(100);
  });

  it('leaves the machine to whoever writes, a site that pushes too, and catches up when nobody does', async () => {
    const before = await countNoted(database.db);
    await write(database.db, 5);
    await expect.poll(() => countNoted(database.db), { timeout: 20_000 }).toBeGreaterThan(before);
    const after = await countNoted(database.db);
    const [writing, calm] = [restAfter(before, after, false), restAfter(after, after, false)];
    expect(writing).toBeGreaterThanOrEqual(5 * calm);
    expect(restAfter(after, after, true)).toBe(writing);
  });
});

/** More than is walked through for one page; houses are the dearest, and too many to be sorted. */
describe('a list with many properties', () => {
  let database: TestDatabase;
  const HOUSES = 4_500;
  beforeAll(async () => {
    database = await createTestDatabase();
    const { db } = database;
    await addProviders(db);
    await db.execute(sql`
      insert into properties (id, provider_id, external_number, state, title, object_type, price, city, document, content_hash, updated_at)
      select gen_random_uuid(), case when n % 500 = 0 then ${PROVIDERS[1]}::uuid else ${PROVIDERS[0]}::uuid end, 'N-' || n, 'active',
        'Objekt ' || n || case when n % 2500 = 0 then ' Seltenheit' else '' end, case when n > 20100 then 'haus' else 'wohnung' end,
        n, 'Ort ' || n % 50, '{}', '', '2026-01-01'::timestamptz + n * interval '1 minute'
      from generate_series(1, ${20_100 + HOUSES}::int) n`);
    await followFor(db, 120_000);
  }, 180_000);
  afterAll(() => database.close());

  it('finds what is rare in every order, although it is not met on the way', async () => {
    const rare = ['N-2500', 'N-5000', 'N-7500', 'N-10000', 'N-12500', 'N-15000', 'N-17500', 'N-20000', 'N-22500'];
    for (const sort of PROPERTY_SORTS) {
      const page = await listProperties(database.db, { search: 'selt', sort });
      expect(page).toMatchObject({ next: null, searched: null });
      const found = page.rows.map((row) => row.externalNumber);
      expect(found.toSorted()).toEqual(rare.toSorted());
      if (sort === 'price' || sort === 'number') expect(found).toEqual(rare);
      if (sort === 'changed' || sort === 'price-down') expect(found).toEqual(rare.toReversed());
    }
  });

  it('finds by provider, by a narrow range of prices, and by short words', async () => {
    expect(await all(database.db, { providerId: PROVIDERS[1], sort: 'place', size: 20 })).toHaveLength(49);
    expect(await all(database.db, { priceFrom: 10_000, priceTo: 10_009, sort: 'place' })).toHaveLength(10);
    expect(await all(database.db, { search: 'n 77', place: 'ort 27', sort: 'number', size: 7 })).toEqual(
      (await all(database.db, { search: '77', sort: 'number' })).filter(
        (number) => Number(number.slice(2)) % 50 === 27,
      ),
    );
  });

  it('says how far it searched for what is neither frequent nor rare, and goes on there', async () => {
    const first = await listProperties(database.db, { type: 'haus', sort: 'price' });
    expect(first).toMatchObject({ rows: [], searched: 20_000, next: expect.any(String) });
    const second = await listProperties(database.db, { type: 'haus', sort: 'price', cursor: first.next ?? '' });
    expect(second.rows).toHaveLength(50);
    expect(second.rows[0]?.externalNumber).toBe('N-20101');
    expect(await all(database.db, { type: 'haus', sort: 'price', size: 500 })).toHaveLength(HOUSES);
  });
});
