import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queueDueRuns } from '@/lib/executor/queue-due';
import { listInterfaces } from '@/lib/interfaces/list';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
const id = uuidv7();
const at = (time: string) => new Date(`2026-11-21T${time}Z`);
beforeAll(async () => {
  database = await createTestDatabase({ max: 4 });
});
afterAll(() => database.close());

beforeEach(() => setSchedule(1, null));
async function setSchedule(intervalMinutes: number | null, times: string | null): Promise<void> {
  await database.db.execute(sql`truncate runs, interfaces cascade`);
  await database.db.execute(sql`
    insert into interfaces (id, name, type, source, rules, interval_minutes, times, created_at, updated_at)
    values (${id}, 'x', 'openimmo', '{"kind": "upload"}', '{}', ${intervalMinutes}, ${times}, ${at('00:00:00').toISOString()},
      ${at('00:00:00').toISOString()})`);
}

/** A scheduled run that failed within ten seconds. */
async function fail(slot: string, code: string): Promise<void> {
  const [from, to] = [at(slot), new Date(at(slot).getTime() + 10_000)];
  const error = JSON.stringify({ code, details: {}, cause: '', step: null, at: to });
  await database.db.execute(sql`
    insert into runs (id, target, trigger, slot, state, params, counts, queued_at, started_at, finished_at, error)
    values (${uuidv7()}, ${id}, 'schedule', ${from.toISOString()}, 'failed', '{}', '{}', ${from.toISOString()},
      ${from.toISOString()}, ${to.toISOString()}, ${error}::text::jsonb)`);
}
const due = async (time: string) => (await queueDueRuns(database.db, at(time))).filter((run) => run.started).length;
const next = async (time: string) => (await listInterfaces(database.db, at(time)))[0]?.nextRunAt;

test('a source that refuses the sign-in is asked again at most once an hour, and the list says when', async () => {
  await fail('14:00:00', 'source-login-refused');
  expect(await next('14:20:00')).toEqual(at('15:00:00'));
  expect([await due('14:01:00'), await due('14:59:59'), await due('15:00:00')]).toEqual([0, 0, 1]);
});

test('what may pass by itself is tried after 1, 2, 4 … minutes, also between the slots of a long interval', async () => {
  await setSchedule(1_440, null);
  await fail('00:00:00', 'source-unreachable');
  expect(await due('00:00:30')).toBe(0);
  expect(await due('00:01:10')).toBe(1);
  await database.db.execute(sql`delete from runs where state = 'queued'`);
  for (const slot of ['00:01:10', '00:03:10', '00:07:10']) await fail(slot, 'source-unreachable');
  expect([await due('00:11:00'), await due('00:15:30')]).toEqual([0, 1]);
});

test('times less than an hour after such a failure are passed over, the one after them is kept', async () => {
  await setSchedule(null, '0 14 * * *\n30 14 * * *\n30 15 * * *');
  await database.db.execute(sql`insert into settings (key, value, updated_at) values ('timeZone', '"UTC"', now())
    on conflict (key) do update set value = excluded.value`);
  await fail('14:00:00', 'source-login-refused');
  expect([await due('14:30:00'), await due('15:30:00')]).toEqual([0, 1]);
});
