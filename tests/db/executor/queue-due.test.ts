import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queueDueRuns } from '@/lib/executor/queue-due';
import { saveConnection, saveSchedule } from '@/lib/sync/settings';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
const now = new Date('2026-11-21T14:07:30Z');
const schedule = { intervalMinutes: 15, pausedUntil: null, pauseReason: null };
beforeAll(async () => {
  database = await createTestDatabase({ max: 12 });
  await saveConnection(database.db, { url: 'http://127.0.0.1:9', siteName: 'Hamburg', token: 'x' });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.execute(sql`truncate runs cascade`);
  await saveSchedule(database.db, schedule, null);
});

const countRuns = async () => (await database.db.execute(sql`select 1 from runs`)).length;

test('however many call at once, a slot is one run', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => queueDueRuns(database.db, now)));
  expect(answers.flat().filter((run) => run.started)).toHaveLength(1);
  expect(await countRuns()).toBe(1);
});

test('the next slot is another run, and a call that comes late fills its own slot only', async () => {
  await queueDueRuns(database.db, now);
  await database.db.execute(sql`update runs set state = 'done', finished_at = now()`);
  expect((await queueDueRuns(database.db, new Date('2026-11-21T14:14:59Z')))[0]?.started).toBe(false);
  expect((await queueDueRuns(database.db, new Date('2026-11-21T15:20:00Z')))[0]?.started).toBe(true);
  expect(await countRuns()).toBe(2);
});

test('nothing is queued while paused or by hand only', async () => {
  await saveSchedule(
    database.db,
    { ...schedule, pausedUntil: new Date('2026-11-22T00:00:00Z'), pauseReason: 'move' },
    null,
  );
  expect(await queueDueRuns(database.db, now)).toEqual([]);
  await saveSchedule(database.db, { ...schedule, intervalMinutes: null }, null);
  expect(await queueDueRuns(database.db, now)).toEqual([]);
});
