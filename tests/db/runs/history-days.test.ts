import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHistoryDays, saveHistoryDays } from '@/lib/runs/history-days';
import { pruneRuns } from '@/lib/runs/prune';
import { createUser } from '@/lib/users/create';
import { createTestDatabase } from '../../support/database';

let database: Awaited<ReturnType<typeof createTestDatabase>>;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('runs are kept 90 days unless an admin says otherwise; the last of its target stays', async () => {
  const { db } = database;
  const now = new Date('2026-11-22T08:00:00Z');
  for (const days of [200, 120, 60, 40, 1]) {
    await db.execute(sql`
      insert into runs (id, target, trigger, state, params, queued_at, started_at, finished_at, counts)
      select ${uuidv7()}, 'central', 'schedule', 'done', '{}', t, t, t, '{}'
      from (select ${now.toISOString()}::timestamptz - make_interval(days => ${days}) as t) x`);
  }
  expect(await readHistoryDays(db)).toBe(90);
  expect(await pruneRuns(db, now)).toBe(2);
  const { id } = await createUser(db, { email: 'ada@example.org', password: 'a long password 1', role: 'admin' });
  await saveHistoryDays(db, 30, id);
  expect(await readHistoryDays(db)).toBe(30);
  expect(await pruneRuns(db, now)).toBe(2);
  expect(await pruneRuns(db, new Date('2030-01-01T00:00:00Z'))).toBe(0);
});
