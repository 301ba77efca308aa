import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readDecisiveRun } from '@/lib/status/read-decisive-run';
import { readStatusSummary } from '@/lib/status/read-summary';
import { readSyncStatus } from '@/lib/status/read-sync-status';
import { saveConnection, saveSchedule } from '@/lib/sync/settings';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
let minute = 0;
const at = () => new Date(Date.UTC(2026, 10, 21, 12, ++minute));
beforeAll(async () => {
  database = await createTestDatabase();
  await saveConnection(database.db, { url: 'http://127.0.0.1:9', siteName: 'Hamburg', token: 'x' });
  await saveSchedule(database.db, { intervalMinutes: 10_080, pausedUntil: null, pauseReason: null }, null);
});
afterAll(() => database.close());
beforeEach(() => database.db.execute(sql`truncate runs cascade`));

async function addRun(state: 'queued' | 'done' | 'problems' | 'failed' | 'cancelled', code = 'token-refused') {
  const id = uuidv7();
  const moment = at().toISOString();
  const error = state === 'failed' ? JSON.stringify({ code, details: {}, cause: 'x', step: 'push', at: moment }) : null;
  await database.db.execute(sql`
    insert into runs (id, target, trigger, state, params, counts, queued_at, finished_at, error)
    values (${id}, 'central', 'user', ${state}, '{}', ${state === 'problems' ? '{"problems": 3}' : '{}'}, ${moment},
      ${state === 'queued' ? null : moment}, ${error}::text::jsonb)`);
  return id;
}

const alertNow = async () => (await readStatusSummary(database.db, at())).alert;

test('a cancelled run hides no earlier failure, however many are cancelled; a run that succeeds takes it away', async () => {
  const failed = await addRun('failed');
  expect(await alertNow()).toEqual({ tone: 'error', reason: 'failed' });
  for (let run = 0; run < 12; run++) await addRun('cancelled');
  expect(await alertNow()).toEqual({ tone: 'error', reason: 'failed' });
  expect((await readDecisiveRun(database.db))?.id).toBe(failed);
  await addRun('done');
  expect(await alertNow()).toBeNull();
  await addRun('cancelled');
  expect(await alertNow()).toBeNull();
});

test('a run under way decides nothing either', async () => {
  const failed = await addRun('failed');
  await addRun('queued');
  expect((await readDecisiveRun(database.db))?.id).toBe(failed);
});

test('a cancelled run hides no record that the run before it left behind', async () => {
  const run = await addRun('problems');
  await database.db.execute(sql`
    insert into outcomes (run_id, table_name, record_id, label, outcome, severity, code, params)
    values (${run}, 'contacts', ${uuidv7()}, 'Hansen', 'failed', 'error', 'record-refused', '{}')`);
  await addRun('cancelled');
  const status = await readSyncStatus(database.db, at());
  expect(status.latest?.state).toBe('cancelled');
  expect(status.decisive).toEqual({ id: run, state: 'problems', problems: 3, failure: null });
  expect(status.problems).toMatchObject({ count: 1, records: [{ place: 'central', label: 'Hansen' }] });
});
