import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queueDueRuns } from '@/lib/executor/queue-due';
import { listInterfaces } from '@/lib/interfaces/list';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
const id = uuidv7();
const MADE = '2026-10-20T12:00:00Z';
beforeAll(async () => {
  database = await createTestDatabase({ max: 12 });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.execute(sql`truncate runs, interfaces cascade`);
  await database.db.execute(sql`
    insert into interfaces (id, name, type, source, rules, times, created_at, updated_at)
    values (${id}, 'x', 'openimmo', '{"kind": "upload"}', '{}', '0 7 * * *', ${MADE}, ${MADE})`);
});

const tick = (at: string) => queueDueRuns(database.db, new Date(at));
const end = (state = 'done') =>
  database.db.execute(
    sql`update runs set state = ${state}::run_state, queued_at = slot, finished_at = slot + interval '1 minute'`,
  );
const slots = async () => {
  const rows = await database.db.execute<{ slot: string }>(sql`
    select to_char(slot at time zone 'UTC', 'MM-DD HH24:MI') as slot from runs order by runs.slot`);
  return rows.map((row) => row.slot);
};
const summary = async (at: string) => (await listInterfaces(database.db, new Date(at)))[0];

test('ten instances that tick at once, and again later in the day, make one run per time', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => tick('2026-10-21T05:00:00Z')));
  expect(answers.flat().filter((run) => run.started)).toHaveLength(1);
  await end();
  for (const at of ['2026-10-21T05:00:05Z', '2026-10-21T12:00:00Z', '2026-10-22T04:59:59Z']) await tick(at);
  expect(await slots()).toEqual(['10-21 05:00']);
});

test('a time that came while nothing ticked is caught up with once, the last one only', async () => {
  await tick('2026-10-23T09:00:00Z');
  expect(await slots()).toEqual(['10-23 05:00']);
});

test('a time before the interface was made or changed, or in its pause, is none', async () => {
  expect(await tick('2026-10-20T13:00:00Z')).toEqual([]);
  await database.db.execute(sql`update interfaces set paused_until = '2026-10-21T06:00:00Z'`);
  expect(await tick('2026-10-21T05:30:00Z')).toEqual([]);
  expect(await tick('2026-10-21T06:30:00Z')).toEqual([]);
  expect((await summary('2026-10-21T05:30:00Z'))?.nextRunAt).toEqual(new Date('2026-10-22T05:00:00Z'));
});

test('through the end of summer time every day has one run, at the site’s own seven o’clock', async () => {
  for (let hour = 0; hour < 72; hour++) {
    await tick(new Date(Date.parse('2026-10-24T00:30:00Z') + hour * 3_600_000).toISOString());
    await end();
  }
  expect(await slots()).toEqual(['10-23 05:00', '10-24 05:00', '10-25 06:00', '10-26 06:00']);
});

test('an overview says when the next run is, whether the last one is late, and which times nobody kept', async () => {
  await tick('2026-10-21T05:00:00Z');
  await end();
  expect(await summary('2026-10-21T06:00:00Z')).toMatchObject({
    times: '0 7 * * *',
    nextRunAt: new Date('2026-10-22T05:00:00Z'),
    freshness: 'on-time',
    missed: null,
  });
  expect(await summary('2026-10-22T05:10:00Z')).toMatchObject({ freshness: 'late', missed: { count: 1 } });
  expect(await summary('2026-10-23T05:10:00Z')).toMatchObject({ freshness: 'overdue', missed: { count: 2 } });
});
