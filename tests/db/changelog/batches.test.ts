import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWN_ORIGIN, stampChanges } from '@/lib/changelog/read';
import { MOST_BATCH_BYTES, MOST_RECORDS } from '@/lib/protocol/v1';
import { type ChangeBatch, readChanges } from '@/lib/records/read-changes';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProperties, insertProvider } from '../../support/records';

let database: TestDatabase;
let providerId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  providerId = await insertProvider(database.db, { number: '1' });
});
afterAll(() => database.close());

/** Properties whose text is that long, and all batches that they make. */
async function batchesOf(count: number, textLength: number, prefix: string): Promise<ChangeBatch[]> {
  const { db } = database;
  const [head] = await db.execute<{ last: string }>(sql`select last_position as last from change_head`);
  await insertProperties(db, providerId, count, prefix);
  await db.execute(sql`
    update properties set document = jsonb_build_object('text', repeat('ä', ${textLength}::int))
    where external_number like ${`${prefix}-%`}`);
  await stampChanges(db);
  const range = { upTo: Number.MAX_SAFE_INTEGER, origin: OWN_ORIGIN, tables: ['properties'] as const };
  const batches: ChangeBatch[] = [];
  for (let after = Number(head?.last), more = true; more; ) {
    const batch = await readChanges(db, { ...range, after });
    batches.push(batch);
    ({ last: after, more } = batch);
  }
  expect(batches.reduce((sum, batch) => sum + batch.count, 0)).toBe(count);
  return batches;
}

const bytesOf = ({ records }: ChangeBatch) => Buffer.byteLength(records);

test('small records travel a thousand at a time', async () => {
  const batches = await batchesOf(MOST_RECORDS + 1, 10, 'SMALL');
  expect(batches.map(({ count }) => count)).toEqual([MOST_RECORDS, 1]);
});

test('a batch weighs about 1 MiB at most, in bytes', async () => {
  const batches = await batchesOf(100, 20_000, 'LARGE');
  expect(batches.length).toBeGreaterThan(3);
  for (const batch of batches) expect(bytesOf(batch)).toBeLessThan(MOST_BATCH_BYTES * 1.1);
  for (const batch of batches.slice(0, -1)) expect(bytesOf(batch)).toBeGreaterThan(MOST_BATCH_BYTES * 0.8);
});

test('a record larger than a batch travels alone', async () => {
  const batches = await batchesOf(3, MOST_BATCH_BYTES, 'HUGE');
  expect(batches.map(({ count }) => count)).toEqual([1, 1, 1]);
});
