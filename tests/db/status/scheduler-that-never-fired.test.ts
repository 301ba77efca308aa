import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readStatusSummary } from '@/lib/status/read-summary';
import { saveConnection, saveSchedule } from '@/lib/sync/settings';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
const at = (time: string) => new Date(`2026-11-21T${time}:00Z`);
beforeAll(async () => {
  database = await createTestDatabase();
  await saveConnection(database.db, { url: 'http://127.0.0.1:9', siteName: 'Hamburg', token: 'x' });
});
afterAll(() => database.close());
beforeEach(() => setSchedule(null));

async function setSchedule(pausedUntil: Date | null) {
  await database.db.execute(sql`truncate runs cascade`);
  await saveSchedule(database.db, { intervalMinutes: 15, pausedUntil, pauseReason: 'move' }, null);
  await database.db.execute(sql`
    update settings set updated_at = ${at('12:00').toISOString()} where key = 'synchronisation'`);
}

const addRun = (state: 'running' | 'cancelled', queuedAt: Date) =>
  database.db.execute(sql`
    insert into runs (id, target, trigger, state, params, counts, queued_at, finished_at)
    values (${uuidv7()}, 'central', 'schedule', ${state}, '{}', '{}', ${queuedAt.toISOString()},
      ${state === 'cancelled' ? queuedAt.toISOString() : null})`);

const alertAt = async (time: string) => (await readStatusSummary(database.db, at(time))).alert;

test('a scheduler that never fired is seen: late, then overdue, without a single run in the data', async () => {
  expect(await alertAt('12:16')).toBeNull();
  expect(await alertAt('12:20')).toMatchObject({ reason: 'late', tone: 'warning' });
  expect(await alertAt('12:31')).toMatchObject({ reason: 'overdue', tone: 'error' });
});

test('never while a run is going, and not while paused', async () => {
  await addRun('running', at('12:40'));
  expect(await alertAt('18:00')).toBeNull();
  await setSchedule(at('19:00'));
  expect(await alertAt('18:00')).toBeNull();
});

test('runs that never end well do not make the site look as if it had just begun', async () => {
  await addRun('cancelled', at('13:59'));
  expect(await alertAt('14:00')).toMatchObject({ reason: 'overdue' });
});
