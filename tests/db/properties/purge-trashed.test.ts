import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { stampChanges } from '@/lib/changelog/read';
import { purgeTrashedProperties } from '@/lib/properties/purge-trashed';
import { lockProvider } from '@/lib/properties/stock';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProperties, insertProvider } from '../../support/records';

let database: TestDatabase;
let providerId: string;
beforeAll(async () => {
  database = await createTestDatabase({ max: 6 });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.execute(sql`truncate properties, providers, change_inbox, change_log cascade`);
  providerId = await insertProvider(database.db, { number: 'A-100' });
});

const days = (count: number) => new Date(Date.now() + count * 86_400_000);
const titles = async () => {
  const rows = await database.db.execute<{ title: string }>(sql`select title from properties order by title`);
  return rows.map((row) => row.title);
};
const trash = (where: string) =>
  database.db.execute(sql`
    update properties set state = 'trashed', removed_at = now() where title like ${where}`);

test('what has been in the trash for 30 days goes for good, with all that belongs to it, and nothing else', async () => {
  await insertProperties(database.db, providerId, 3);
  await trash('%P-1');
  await database.db.execute(sql`update properties set state = 'withdrawn', removed_at = now() where title like '%P-2'`);
  expect(await purgeTrashedProperties(database.db, days(29))).toBe(0);
  await stampChanges(database.db);
  expect(await purgeTrashedProperties(database.db, days(31))).toBe(1);
  expect(await titles()).toEqual(['Property P-2', 'Property P-3']);
  const [left] = await database.db.execute(sql`
    select (select count(*)::int from attachments) as attachments, (select count(*)::int from property_keys) as keys`);
  expect(left).toEqual({ attachments: 2, keys: 2 });
  // The other side hears of the property and of its attachment.
  await stampChanges(database.db);
  const deletions = await database.db.execute(sql`
    select t.name from change_log c join change_table t on t.id = c.table_id where c.action = 'D' order by 1`);
  expect(deletions.map((row) => row.name)).toEqual(['attachments', 'properties']);
});

test('thousands go in batches, within the time given; what is left goes with the next call', async () => {
  await insertProperties(database.db, providerId, 1_200);
  await trash('%');
  expect(await purgeTrashedProperties(database.db, days(31), { budgetMs: 0 })).toBe(0);
  expect(await purgeTrashedProperties(database.db, days(31))).toBe(1_200);
  expect(await titles()).toEqual([]);
});

test('a provider that an import is being applied to is left to the next time', async () => {
  const other = await insertProvider(database.db, { number: 'B-200' });
  await insertProperties(database.db, providerId, 1, 'A');
  await insertProperties(database.db, other, 1, 'B');
  await trash('%');
  await database.db.transaction(async (tx) => {
    await lockProvider(tx, providerId);
    expect(await purgeTrashedProperties(database.db, days(31))).toBe(1);
  });
  expect(await titles()).toEqual(['Property A-1']);
  expect(await purgeTrashedProperties(database.db, days(31))).toBe(1);
});

test('what another site owns is left to its owner', async () => {
  await insertProperties(database.db, providerId, 1);
  await trash('%');
  await database.db.execute(sql`update properties set origin_site_id = 7`);
  expect(await purgeTrashedProperties(database.db, days(31))).toBe(0);
});
