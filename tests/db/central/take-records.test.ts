import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProvider } from '../../support/records';

let database: TestDatabase;
let providerId: string;
beforeEach(async () => {
  database = await createTestDatabase();
  providerId = await insertProvider(database.db, { number: '1' });
});
afterEach(() => database.close());

const SITE = 7;
const TABLES = '{contacts,properties,attachments}';

const property = (id: string, title: string, values: Record<string, unknown> = {}) => ({
  cursor: 1,
  table: 'properties',
  id,
  action: 'upsert',
  originSite: 0,
  data: {
    provider_id: providerId,
    state: 'active',
    published: true,
    price_on_request: false,
    address_released: false,
    shared_generally: false,
    shared_with: [],
    not_shared_with: [],
    document: {},
    content_hash: title,
    title,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    keys: [{ kind: 'external', value: id }],
    ...values,
  },
});
const attachment = (propertyId: string) => ({
  cursor: 1,
  table: 'attachments',
  id: uuidv7(),
  action: 'upsert',
  originSite: 0,
  data: { property_id: propertyId, position: 0, url: 'https://example.org/a.jpg', updated_at: '2026-01-01T00:00:00Z' },
});
const deletion = (id: string) => ({ cursor: 1, table: 'properties', id, action: 'delete', originSite: 0, data: null });

async function take(records: object[]): Promise<boolean> {
  const [row] = await database.db.execute<{ taken: boolean }>(
    sql`select take_records(${SITE}, ${TABLES}::text[], ${JSON.stringify(records)}::text::jsonb) as taken`,
  );
  return row?.taken ?? false;
}
const titles = async () =>
  (
    await database.db.execute<{ title: string }>(
      sql`select title from properties where origin_site_id = ${SITE} order by title`,
    )
  ).map(({ title }) => title);
const count = async (table: string) =>
  (await database.db.execute(sql`select from ${sql.identifier(table)} where origin_site_id = ${SITE}`)).length;

test('a batch is applied at once, whatever the order of its records, and with the keys of its properties', async () => {
  const [a, b] = [uuidv7(), uuidv7()];
  expect(await take([attachment(a), attachment(b), property(b, 'B'), property(a, 'A')])).toBe(true);
  expect(await titles()).toEqual(['A', 'B']);
  expect([await count('attachments'), await count('property_keys'), await count('sync_buffer')]).toEqual([2, 2, 0]);
  expect(await take([property(a, 'A, changed'), deletion(b)])).toBe(true);
  expect(await titles()).toEqual(['A, changed']);
  expect(await count('attachments')).toBe(1);
});

test.each<[string, (id: string) => object[]]>([
  ['a value that no column takes', (id) => [property(id, 'bad', { price: 'much' })]],
  ['a record without what it belongs to', (id) => [attachment(id)]],
  ['an unknown table', () => [{ ...deletion(uuidv7()), table: 'users' }]],
  ['an unknown action', () => [{ ...deletion(uuidv7()), action: 'drop' }]],
  ['a record without data', (id) => [{ ...property(id, 'bad'), data: null }]],
  ['the same record twice', (id) => [property(id, 'once'), property(id, 'twice')]],
  ['a record changed and deleted', (id) => [{ ...property(id, 'later'), cursor: 2 }, deletion(id)]],
  ['a record without an id', () => [{ ...property(uuidv7(), 'bad'), id: null }]],
])('with %s in it nothing of a batch is applied: the buffer finds out which record it is', async (_, bad) => {
  expect(await take([property(uuidv7(), 'good'), ...bad(uuidv7())])).toBe(false);
  expect(await titles()).toEqual([]);
  expect(await count('property_keys')).toBe(0);
});

test('a record that belongs to another site is not taken', async () => {
  const id = uuidv7();
  expect(await take([property(id, 'mine')])).toBe(true);
  await database.db.execute(sql`update properties set origin_site_id = 8 where id = ${id}`);
  expect(await take([property(id, 'stolen')])).toBe(false);
});

test('where something of the site waits, what comes later waits too; a record with a problem only holds back itself', async () => {
  const [waiting, bad] = [uuidv7(), uuidv7()];
  const buffer = (id: string, problem: string | null) =>
    database.db.execute(sql`
      insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, data, problem)
      values (${SITE}, 'properties', ${id}, ${SITE}, 'upsert', '{}', ${problem}::text::jsonb)`);
  await buffer(bad, '{"code": "record-refused"}');
  expect(await take([property(uuidv7(), 'other')])).toBe(true);
  expect(await take([property(bad, 'mended')])).toBe(false);
  await buffer(waiting, null);
  expect(await take([property(uuidv7(), 'later')])).toBe(false);
  expect(await titles()).toEqual(['other']);
});
