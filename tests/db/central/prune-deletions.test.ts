import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSmallestCursor } from '@/lib/central/smallest-cursor';
import { pruneDeletions, pruneEpochs } from '@/lib/changelog/prune';
import { stampChanges } from '@/lib/changelog/read';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProvider } from '../../support/records';
import { insertSites } from '../../support/sites';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const readLog = () =>
  database.db.execute<{ position: number; action: string }>(
    sql`select position::int as position, action::text as action from change_log order by position`,
  );
const readPruned = async () => {
  const [row] = await database.db.execute<{ pruned: number }>(sql`select pruned_to::int as pruned from change_head`);
  return row?.pruned;
};

/** Providers of which every other one is deleted again, each change at a position of its own. */
async function fillLog(count: number, prefix: string) {
  for (let index = 0; index < count; index++) {
    const id = await insertProvider(database.db, { number: `${prefix}${index}` });
    if (index % 2 === 0) await database.db.execute(sql`delete from providers where id = ${id}`);
    await stampChanges(database.db);
  }
}

test('deletions up to the smallest cursor go, what comes after it and what exists stays', async () => {
  await fillLog(20, 'a');
  const before = await readLog();
  const cursor = before[10]?.position ?? 0;
  await pruneDeletions(database.db, cursor);
  const expected = before.filter(({ position, action }) => action === 'U' || position > cursor);
  expect([...(await readLog())]).toEqual(expected);
  const gone = before.filter(({ position, action }) => action === 'D' && position <= cursor);
  expect(gone.length).toBeGreaterThan(3);
  expect(await readPruned()).toBe(gone.at(-1)?.position);
});

test('a reader behind what was pruned is in doubt, one that has read it is not', async () => {
  const pruned = (await readPruned()) ?? 0;
  const [epoch] = await database.db.execute<{ epoch: number }>(sql`select epoch from change_head`);
  const doubt = async (position: number) => {
    const [row] = await database.db.execute<{ doubt: boolean }>(
      sql`select doubt from change_cursor(${epoch?.epoch ?? 0}, ${position})`,
    );
    return row?.doubt;
  };
  expect(await doubt(pruned - 1)).toBe(true);
  expect(await doubt(pruned)).toBe(false);
  expect(await doubt(0)).toBe(false);
});

test('nothing goes and no mark moves while the smallest cursor is at the beginning', async () => {
  await fillLog(4, 'b');
  const [before, pruned] = [await readLog(), await readPruned()];
  expect(await pruneDeletions(database.db, 0)).toBe(0);
  expect([...(await readLog())]).toEqual([...before]);
  expect(await readPruned()).toBe(pruned);
});

test('while others write, delete and stamp, a reader misses no deletion that it has not read', async () => {
  const start = (await readLog()).at(-1)?.position ?? 0;
  const seen = new Set<string>();
  const deleted = new Set<string>();
  let cursor = start;
  const read = async () => {
    await stampChanges(database.db);
    const rows = await database.db.execute<{ id: string; position: number; action: string }>(sql`
      select record_id as id, position::int as position, action::text as action from change_log
      where position > ${cursor} order by position limit 7`);
    for (const row of rows) if (row.action === 'D') seen.add(row.id);
    cursor = rows.at(-1)?.position ?? cursor;
    return rows.length;
  };
  const write = async (worker: number) => {
    for (let index = 0; index < 40; index++) {
      const id = await insertProvider(database.db, { number: `c${worker}-${index}` });
      await database.db.execute(sql`delete from providers where id = ${id}`);
      deleted.add(id);
    }
  };
  let writing = true;
  const prune = async () => {
    while (writing) await pruneDeletions(database.db, cursor);
  };
  const follow = async () => {
    while (writing) await read();
  };
  const background = [prune(), follow()];
  await Promise.all([write(1), write(2), write(3)]);
  writing = false;
  await Promise.all(background);
  while ((await read()) > 0);
  expect(deleted.size).toBe(120);
  expect([...deleted].filter((id) => !seen.has(id))).toEqual([]);
});

test('the smallest cursor is that of the slowest site that still reads', async () => {
  const central = await createTestDatabase();
  expect(await readSmallestCursor(central.db)).toBe(0);
  await insertSites(central.db, 10);
  const set = (id: number, values: ReturnType<typeof sql>) =>
    central.db.execute(sql`update sites set ${values} where id = ${id}`);
  await central.db.execute(
    sql`update sites set pulled_position = 1000 + id, last_contact_at = now(), last_success_at = now(), disabled_at = null`,
  );
  await set(1, sql`pulled_position = 1, disabled_at = now()`);
  await set(
    2,
    sql`pulled_position = 2, last_contact_at = now() - interval '91 days', last_success_at = now() - interval '91 days'`,
  );
  await set(3, sql`pulled_position = 0, last_contact_at = null, last_success_at = null`);
  await set(4, sql`pulled_position = 4, last_success_at = null, created_at = now() - interval '91 days'`);
  await set(
    5,
    sql`pulled_position = 500, last_contact_at = now() - interval '89 days', last_success_at = now() - interval '89 days'`,
  );
  expect(await readSmallestCursor(central.db)).toBe(500);
  await set(6, sql`pulled_position = 0, last_success_at = null, created_at = now()`);
  expect(await readSmallestCursor(central.db)).toBe(0);
  await central.close();
});

test('stamping periods of more than 400 days ago are forgotten, the present one never', async () => {
  await database.db.execute(sql`
    insert into change_epoch (epoch, starts_after, at) values (-1, 0, now() - interval '401 days'), (-2, 0, now() - interval '399 days')`);
  await database.db.execute(
    sql`update change_epoch set at = now() - interval '500 days' where epoch = (select epoch from change_head)`,
  );
  await pruneEpochs(database.db);
  const rows = await database.db.execute<{ epoch: number }>(sql`
    select epoch from change_epoch where epoch in (-1, -2) or epoch = (select epoch from change_head)`);
  expect(rows.map((row) => row.epoch)).toEqual(expect.arrayContaining([-2]));
  expect(rows).toHaveLength(2);
});
