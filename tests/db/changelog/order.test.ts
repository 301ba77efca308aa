import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countChanges, OWN_ORIGIN, stampChanges, writeOnBehalfOf } from '@/lib/changelog/read';
import { type ReadChangesInput, readChanges } from '@/lib/records/read-changes';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProperties, insertProvider } from '../../support/records';

let database: TestDatabase;
let providerId: string;
beforeAll(async () => {
  database = await createTestDatabase({ max: 12 });
  providerId = await insertProvider(database.db, { number: '1' });
});
afterAll(() => database.close());

interface Entry {
  id: string;
  cursor: number;
  action: string;
  data: { title: string } | null;
}

async function readEntries(input: ReadChangesInput): Promise<Entry[]> {
  return JSON.parse((await readChanges(database.db, input)).records);
}

const everything = { upTo: Number.MAX_SAFE_INTEGER, origin: OWN_ORIGIN, tables: ['contacts', 'properties'] as const };

test('a row whose transaction commits late is not skipped by a reader that has passed others', async () => {
  const { db } = database;
  const seen: string[] = [];
  let after = 0;
  const read = async () => {
    await stampChanges(db);
    const records = await readEntries({ ...everything, after });
    seen.push(...records.map((record) => record.id));
    after = records.at(-1)?.cursor ?? after;
  };
  let commit: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    commit = resolve;
  });
  const late = db.transaction(async (tx) => {
    await insertProperties(tx as never, providerId, 3, 'LATE');
    await gate;
  });
  await insertProperties(db, providerId, 5, 'EARLY');
  await read();
  expect(seen).toHaveLength(5);
  commit();
  await late;
  await read();
  expect(seen).toHaveLength(8);
});

test('eight writers and a reader: nothing skipped, nothing doubled', async () => {
  const { db } = database;
  const [head] = await db.execute<{ last: string }>(sql`select last_position as last from change_head`);
  const seen: string[] = [];
  let after = Number(head?.last);
  let writing = true;
  const reader = async () => {
    for (let more = true; more; ) {
      const stillWriting = writing;
      await stampChanges(db);
      const records = await readEntries({ ...everything, after });
      seen.push(...records.map((record) => record.id));
      after = records.at(-1)?.cursor ?? after;
      more = records.length > 0 || stillWriting;
    }
  };
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let round = 0; round < 10; round++) {
      await db.transaction(async (tx) => {
        await insertProperties(tx as never, providerId, 1 + ((writer + round) % 4), `W${writer}R${round}`);
        await tx.execute(sql`select pg_sleep(${((writer * 7 + round * 3) % 20) / 1000})`);
      });
    }
  });
  const reading = reader();
  await Promise.all(writers);
  writing = false;
  await reading;
  const [expected] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from properties where external_number like 'W%'`,
  );
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(expected?.n ?? -1);
});

test('editing twice is one entry, and what was inserted and deleted is a lone deletion', async () => {
  const { db } = database;
  await stampChanges(db);
  const [head] = await db.execute<{ last: string }>(sql`select last_position as last from change_head`);
  const after = Number(head?.last);
  await insertProperties(db, providerId, 1, 'TWICE');
  await db.execute(sql`update properties set title = 'a' where external_number = 'TWICE-1'`);
  await stampChanges(db);
  await db.execute(sql`update properties set title = 'b' where external_number = 'TWICE-1'`);
  await insertProperties(db, providerId, 1, 'GONE');
  await db.execute(sql`delete from properties where external_number = 'GONE-1'`);
  await stampChanges(db);
  const records = await readEntries({ ...everything, after });
  expect(records.map(({ action, data }) => [action, data?.title ?? null])).toEqual([
    ['upsert', 'b'],
    ['delete', null],
  ]);
});

test('what is written on behalf of another installation does not wait to be sent', async () => {
  const { db } = database;
  await stampChanges(db);
  const [head] = await db.execute<{ last: string }>(sql`select last_position as last from change_head`);
  await db.transaction(async (tx) => {
    await writeOnBehalfOf(tx, -1);
    await tx.execute(sql`update properties set title = 'received' where external_number = 'TWICE-1'`);
  });
  await db.execute(sql`update properties set title = 'own' where external_number = 'EARLY-1'`);
  await stampChanges(db);
  const counted = await countChanges(db, { after: Number(head?.last), origin: OWN_ORIGIN, tables: ['properties'] });
  expect(counted).toEqual({ count: 1, capped: false, byTable: { properties: 1 } });
});
