import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '@/lib/db/client';
import { readStatusSummary } from '@/lib/status/read-summary';
import { readSyncStatus } from '@/lib/status/read-sync-status';
import { saveConnection, saveSchedule } from '@/lib/sync/settings';
import { writeState } from '@/lib/sync/state';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const NOW = new Date('2026-11-21T12:00:00Z');
const runId = uuidv7();
const contactId = uuidv7();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** Everything that the status is read from, one change after the other. */
const CHANGES: Record<string, () => Promise<unknown>> = {
  'the connection is saved': () =>
    saveConnection(database.db, { url: 'http://127.0.0.1:9', siteName: 'Hamburg', token: 'x' }),
  'the schedule is saved': () =>
    saveSchedule(database.db, { intervalMinutes: 60, pausedUntil: null, pauseReason: null }, null),
  'a record changes': () =>
    execute(sql`
      with p as (insert into providers (id, number, name) values (${uuidv7()}, '1', 'Nord') returning id)
      insert into contacts (id, provider_id, number, last_name, document, content_hash)
      select ${contactId}, id, '1', 'Jansen', '{}', '' from p`),
  'it changes again': () => execute(sql`update contacts set last_name = 'Hansen' where id = ${contactId}`),
  'what was sent is remembered': () => writeState(database.db, 'push-cursor', { epoch: 0, position: 1 }),
  'a run is queued': () =>
    execute(sql`
      insert into runs (id, target, trigger, state, params, counts, queued_at)
      values (${runId}, 'central', 'user', 'queued', '{}', '{}', ${NOW.toISOString()})`),
  'it begins': () =>
    execute(sql`update runs set state = 'running', started_at = ${NOW.toISOString()} where id = ${runId}`),
  'a step begins': () =>
    execute(sql`
      insert into run_steps (run_id, position, key, state, started_at, finished_at)
      values (${runId}, 0, 'push', 'active', ${NOW.toISOString()}, ${NOW.toISOString()})`),
  'the step goes on': () => execute(sql`update run_steps set done = 5, total = 10 where run_id = ${runId}`),
  'the run ends': () =>
    execute(sql`
      update runs set state = 'problems', finished_at = ${NOW.toISOString()}, counts = '{"problems": 1}'
      where id = ${runId}`),
  'a record cannot be integrated': () =>
    execute(sql`
      insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, data, problem)
      values (0, 'contacts', ${uuidv7()}, 2, 'upsert', '{"name": "Hansen"}', '{"code": "integration-failed"}')`),
  'it is tried again': () => execute(sql`update sync_buffer set problem = '{"code": "record-refused"}'`),
  'it is integrated': () => execute(sql`delete from sync_buffer`),
  'both sides are compared': () =>
    execute(sql`
      insert into verifications (id, at, total, identical, differing_count, differences)
      values (${uuidv7()}, ${NOW.toISOString()}, 10, 9, 1, '[]')`),
  'what differed is repaired': () => execute(sql`update verifications set repairing = true`),
  'the run is pruned': () => execute(sql`delete from runs where id = ${runId}`),
};

const execute = (statement: ReturnType<typeof sql>) => database.db.execute(statement);

test.each(Object.entries(CHANGES))(
  'what was kept of the status is not used any more when %s',
  async (_name, change) => {
    // Twice, so that the second one is what was kept.
    for (let round = 0; round < 2; round++) await readBoth(database);
    await change();
    const fresh: OpenDatabase = openDatabase(database.url, { max: 2 });
    try {
      expect(await readBoth(database)).toEqual(await readBoth(fresh));
    } finally {
      await fresh.close();
    }
  },
);

test('an unchanged status is kept for seconds only: that it is late follows from no change at all', async () => {
  const at = (time: string) => new Date(`2026-11-21T${time}Z`);
  await saveSchedule(database.db, { intervalMinutes: 15, pausedUntil: null, pauseReason: null }, null);
  await execute(sql`update settings set updated_at = ${at('12:00:00').toISOString()} where key = 'synchronisation'`);
  expect((await readSyncStatus(database.db, at('12:01:00'))).freshness).not.toBe('overdue');
  const later = await readSyncStatus(database.db, at('13:00:00'));
  expect(later).toMatchObject({ freshness: 'overdue', at: '2026-11-21T13:00:00.000Z' });
});

const readBoth = ({ db }: OpenDatabase) => Promise.all([readSyncStatus(db, NOW), readStatusSummary(db, NOW)]);
