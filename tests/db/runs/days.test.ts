import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cancelRun } from '@/lib/runs/cancel';
import { countSiteRun, writeSiteRuns } from '@/lib/runs/days/count-site-runs';
import { pruneDays } from '@/lib/runs/days/prune';
import { readRunDays } from '@/lib/runs/days/read';
import { executeRun } from '@/lib/runs/execute';
import { claimRun } from '@/lib/runs/lease';
import type { RunWork } from '@/lib/runs/run';
import { startRun } from '@/lib/runs/start';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.execute(sql`truncate runs, run_quarters cascade`);
});

const endRun = (target: string, state: string, finishedAt: string, counts: Record<string, unknown> = {}) =>
  database.db.execute(sql`
    insert into runs (id, target, trigger, state, params, queued_at, finished_at, counts)
    values (gen_random_uuid(), ${target}, 'schedule', ${state}, '{}', ${finishedAt}, ${finishedAt}, ${JSON.stringify(counts)}::text::jsonb)`);

const days = (timeZone: string, count = 3) =>
  readRunDays(database.db, { now: new Date('2026-03-30T12:00:00Z'), timeZone, days: count });

it('a day is a row from midnight to midnight on a clock in the site’s zone, also where the clock is put forward', async () => {
  // In Berlin the 29th has 23 hours and begins at 23:00 UTC.
  await endRun('central', 'done', '2026-03-28T22:59:00Z', { sent: 1 });
  await endRun('central', 'done', '2026-03-28T23:00:00Z', { sent: 10, received: 5 });
  await endRun('central', 'failed', '2026-03-29T21:59:00Z', { sent: 100 });
  await endRun('central', 'problems', '2026-03-29T22:00:00Z', { created: 1000, unchanged: 5, deliveries: 1 });
  expect(await days('Europe/Berlin')).toEqual([
    { day: '2026-03-28', done: 1, problems: 0, failed: 0, records: 1 },
    { day: '2026-03-29', done: 1, problems: 0, failed: 1, records: 115 },
    { day: '2026-03-30', done: 0, problems: 1, failed: 0, records: 1000 },
  ]);
  expect((await days('Asia/Kathmandu')).map(({ records }) => records)).toEqual([0, 16, 1100]);
});

it('every end of a run is counted once: executed, cancelled in the queue, given up', async () => {
  const work: RunWork = {
    steps: ['prepare'],
    execute: (context) => {
      context.count({ sent: 7, received: 2 });
      return Promise.resolve({ state: 'done' });
    },
  };
  await startRun(database.db, { target: 'central', trigger: 'user' });
  const run = await claimRun(database.db, 'test');
  if (!run) throw new Error('no run to claim');
  await executeRun({ db: database.db, controlDb: database.db, run, findWork: () => Promise.resolve(work) });
  const { runId } = await startRun(database.db, { target: 'central', trigger: 'user' });
  await cancelRun(database.db, runId);
  await cancelRun(database.db, runId);
  const [today] = await readRunDays(database.db, { now: new Date(), timeZone: 'UTC', days: 1 });
  expect(today).toMatchObject({ done: 1, problems: 1, failed: 0, records: 9 });
});

it('what sites send is counted without a row for each of their runs, and integrating it adds no records', async () => {
  for (let run = 0; run < 3; run++) countSiteRun(database.db, { records: 2, isLast: true });
  countSiteRun(database.db, { records: 1000, isLast: false });
  await writeSiteRuns(database.db);
  await writeSiteRuns(database.db);
  await endRun('site:7', 'done', new Date().toISOString(), { received: 1000 });
  const [today] = await readRunDays(database.db, { now: new Date(), timeZone: 'UTC', days: 1 });
  expect(today).toMatchObject({ done: 4, records: 1006 });
});

it('counts without sense stop no run from ending', async () => {
  await endRun('central', 'done', '2026-03-30T08:00:00Z', { sent: 'many', received: 1.5, created: null });
  expect((await days('UTC', 1))[0]).toMatchObject({ done: 1, records: 2 });
});

it('counts are forgotten after the days that are shown', async () => {
  await endRun('central', 'done', '2026-01-30T08:00:00Z');
  await endRun('central', 'done', '2026-03-01T08:00:00Z');
  await pruneDays(database.db, new Date('2026-03-30T12:00:00Z'));
  const rows = await database.db.execute<{ quarter: string }>(sql`select quarter::text from run_quarters`);
  expect([...rows]).toEqual([{ quarter: '2026-03-01 08:00:00+00' }]);
});
