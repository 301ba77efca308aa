import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queueDueRuns } from '@/lib/executor/queue-due';
import { countAttempts } from '@/lib/runs/count-attempts';
import { getRun } from '@/lib/runs/get';
import { readMissedSlots } from '@/lib/sync/schedule/read-missed';
import { readRetry } from '@/lib/sync/schedule/read-retry';
import { type ConnectionSettings, readConnection, saveConnection, saveSchedule } from '@/lib/sync/settings';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
const at = (time: string) => new Date(`2026-11-21T${time}Z`);
const minutesAfter = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * 60_000);

beforeAll(async () => {
  database = await createTestDatabase({ max: 12 });
  await saveConnection(database.db, { url: 'http://127.0.0.1:9', siteName: 'Hamburg', token: 'x' });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.execute(sql`truncate runs cascade`);
  await setSchedule(15);
});

async function setSchedule(intervalMinutes: number | null, pausedUntil: Date | null = null, savedAt = at('00:00:00')) {
  await saveSchedule(database.db, { intervalMinutes, pausedUntil, pauseReason: null }, null);
  await database.db.execute(sql`
    update settings set updated_at = ${savedAt.toISOString()} where key = 'synchronisation'`);
}

async function connection(): Promise<ConnectionSettings> {
  const found = await readConnection(database.db);
  if (!found) throw new Error('not connected');
  return found;
}

interface Past {
  from: Date;
  to: Date;
  state?: 'done' | 'problems' | 'failed' | 'cancelled';
  code?: string;
  trigger?: 'schedule' | 'user';
  slot?: Date;
}

async function addRun({ from, to, state = 'failed', code = 'connection-failed', trigger = 'schedule', slot }: Past) {
  const id = uuidv7();
  const error = state === 'failed' ? JSON.stringify({ code, details: {}, cause: '', step: null, at: to }) : null;
  await database.db.execute(sql`
    insert into runs (id, target, trigger, slot, state, params, counts, queued_at, started_at, finished_at, error)
    values (${id}, 'central', ${trigger}, ${slot?.toISOString() ?? null}, ${state}, '{}', '{}', ${from.toISOString()},
      ${from.toISOString()}, ${to.toISOString()}, ${error}::text::jsonb)`);
  return id;
}

const retry = async () => readRetry(database.db, await connection());
const due = (now: Date) => queueDueRuns(database.db, now);

test('after a failed run the schedule waits for the next try, also past its slots, and then fills one slot with it', async () => {
  await addRun({ from: at('13:30:00'), to: at('13:30:05') });
  await addRun({ from: at('13:45:00'), to: at('13:45:05') });
  await addRun({ from: at('13:55:00'), to: at('13:55:05') });
  await addRun({ from: at('14:00:00'), to: at('14:00:05'), slot: at('14:00:00') });
  const found = await retry();
  expect(found).toMatchObject({ failures: 4 });
  const next = found?.nextTryAt ?? at('00:00:00');
  expect(next.getTime()).toBeGreaterThanOrEqual(minutesAfter(at('14:00:05'), 4).getTime());
  expect(next.getTime()).toBeLessThanOrEqual(minutesAfter(at('14:00:05'), 8).getTime());
  expect(await due(new Date(next.getTime() - 1))).toEqual([]);
  const answers = await Promise.all(Array.from({ length: 20 }, () => due(next)));
  expect(answers.flat().filter((run) => run.started)).toHaveLength(1);
});

test('a retry that fails again is followed by a later one, and one that succeeds has filled the slot it came in', async () => {
  await setSchedule(5);
  const first = await addRun({ from: at('14:04:45'), to: at('14:04:50'), slot: at('14:00:00') });
  const next = (await retry())?.nextTryAt ?? at('00:00:00');
  const [tried] = await due(next);
  expect(tried).toMatchObject({ started: true });
  expect(tried?.runId).not.toBe(first);
  await database.db.execute(sql`
    update runs set state = 'done', queued_at = ${next.toISOString()}, finished_at = ${next.toISOString()}
    where state = 'queued'`);
  expect(await retry()).toBeNull();
  expect(next > at('14:05:00')).toBe(true);
  expect(await due(at('14:06:00'))).toEqual([{ runId: tried?.runId, started: false }]);
  expect(await due(at('14:10:00'))).toMatchObject([{ started: true }]);
});

test('a try comes earlier than the next slot of a long interval, and the waiting survives a restart: it is in the data', async () => {
  await setSchedule(1_440);
  await addRun({ from: at('00:00:01'), to: at('00:00:09'), slot: at('00:00:00') });
  expect(await due(minutesAfter(at('00:00:09'), 1))).toMatchObject([{ started: true }]);
});

test('where a person must act first, the slots go on at most once an hour', async () => {
  await setSchedule(5);
  await addRun({ from: at('14:00:01'), to: at('14:00:02'), code: 'token-refused', slot: at('14:00:00') });
  expect(await due(at('14:59:59'))).toEqual([]);
  expect(await due(at('15:00:00'))).toMatchObject([{ started: true }]);
});

test('a success ends the waiting, a cancelled run does not, and saved settings are tried at their next slot', async () => {
  await addRun({ from: at('13:00:00'), to: at('13:00:05') });
  await addRun({ from: at('13:05:00'), to: at('13:05:05'), state: 'cancelled' });
  expect(await retry()).toMatchObject({ failures: 1 });
  await setSchedule(15, null, at('13:06:00'));
  expect(await retry()).toBeNull();
  await addRun({ from: at('13:10:00'), to: at('13:10:05') });
  expect(await retry()).toMatchObject({ failures: 1 });
  await addRun({ from: at('13:12:00'), to: at('13:12:05'), state: 'problems' });
  expect(await retry()).toBeNull();
});

test('by hand only and paused: nothing is tried again by itself', async () => {
  await addRun({ from: at('14:00:00'), to: at('14:00:05') });
  await setSchedule(15, at('18:00:00'));
  expect(await due(at('15:00:00'))).toEqual([]);
  await setSchedule(null);
  expect(await retry()).toBeNull();
});

test('a failed run says which attempt it was', async () => {
  await addRun({ from: at('12:00:00'), to: at('12:00:05') });
  await addRun({ from: at('12:10:00'), to: at('12:10:05'), state: 'done' });
  await addRun({ from: at('12:20:00'), to: at('12:20:05'), trigger: 'user' });
  const id = await addRun({ from: at('12:30:00'), to: at('12:30:05') });
  await addRun({ from: at('12:40:00'), to: at('12:40:05') });
  const run = await getRun(database.db, id);
  expect(run && (await countAttempts(database.db, run))).toBe(2);
});

test('slots that went by without a run are found: in between, at the end, and where none ever ran', async () => {
  const missed = async (now: string) => readMissedSlots(database.db, await connection(), at(now));
  await setSchedule(15, null, at('12:01:00'));
  expect(await missed('12:29:00')).toBeNull();
  expect(await missed('13:05:00')).toEqual({ count: 3, from: at('12:15:00'), to: at('13:00:00') });
  await addRun({ from: at('13:07:00'), to: at('13:08:00'), state: 'done' });
  expect(await missed('13:20:00')).toEqual({ count: 3, from: at('12:15:00'), to: at('13:00:00') });
  expect(await missed('13:46:00')).toEqual({ count: 5, from: at('12:15:00'), to: at('13:45:00') });
  await setSchedule(15, at('16:00:00'), at('13:50:00'));
  expect(await missed('15:59:00')).toBeNull();
  expect(await missed('16:14:00')).toBeNull();
  expect(await missed('16:31:00')).toEqual({ count: 2, from: at('16:00:00'), to: at('16:30:00') });
});

test('a slot that a long run covered, or in which the schedule backed off, was not missed', async () => {
  await setSchedule(5, null, at('12:00:00'));
  await addRun({ from: at('12:00:00'), to: at('13:02:00'), state: 'failed' });
  const missed = async (now: string) => readMissedSlots(database.db, await connection(), at(now));
  expect(await missed('14:09:00')).toBeNull();
  expect(await missed('14:15:00')).toEqual({ count: 2, from: at('14:05:00'), to: at('14:15:00') });
  await database.db.execute(sql`update runs set state = 'running', finished_at = null, error = null`);
  expect(await missed('18:00:00')).toBeNull();
});
