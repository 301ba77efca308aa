import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { pause } from '@/lib/clock';
import { drainRuns } from '@/lib/executor/drain';
import { keepHouse } from '@/lib/executor/keep-house';
import { getRun } from '@/lib/runs/get';
import { claimRun } from '@/lib/runs/lease';
import type { RunContext, RunWork } from '@/lib/runs/run';
import { startRun } from '@/lib/runs/start';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ max: 24 });
  await database.db.execute(sql`create table batches (run text, number int)`);
});
afterAll(() => database.close());
beforeEach(() => database.db.execute(sql`truncate runs, batches cascade`));

const BATCHES = 30;
const start = (target: string) => startRun(database.db, { target, trigger: 'schedule' });

/** Batches of 50 ms, each committed with the fence; goes on where the last executor was cut off. */
async function work(context: RunContext): Promise<{ state: 'done' }> {
  return context.step('push', async () => {
    const { id } = context.run;
    const [row] = await context.db.execute<{ done: number }>(sql`
      select count(*)::int as done from batches where run = ${id}`);
    for (let number = row?.done ?? 0; number < BATCHES; number++) {
      await pause(50, context.signal);
      await context.transaction((tx) => tx.execute(sql`insert into batches values (${id}, ${number})`));
      context.count({ sent: 1 });
    }
    return { state: 'done' };
  });
}
const findWork = async (): Promise<RunWork> => ({ steps: ['push'], execute: work });
const drain = (budgetMs: number) => drainRuns({ db: database.db, controlDb: database.db, budgetMs, findWork });

test('a run that the budget cuts off is continued by the next call at once, and nothing is lost or done twice', async () => {
  const { runId } = await start('central');
  const first = await drain(400);
  expect(first).toEqual({ executed: [{ runId, target: 'central', state: 'running' }], left: 1 });
  let calls = 1;
  for (let answer = first; answer.left > 0 && calls < 50; calls++) {
    answer = await drain(400);
    expect(answer.executed).toHaveLength(1);
  }
  expect(calls).toBeGreaterThan(2);
  const numbers = await database.db.execute<{ number: number }>(sql`select number from batches order by number`);
  expect(numbers.map((row) => row.number)).toEqual(Array.from({ length: BATCHES }, (_, number) => number));
  expect(await getRun(database.db, runId)).toMatchObject({ state: 'done', counts: { sent: BATCHES } });
});

test('being cut off more often than an executor may fall silent does not fail the run', async () => {
  const { runId } = await start('central');
  await database.db.execute(sql`
    update runs set state = 'running', fence = 60, counts = '{"handovers": 59}', lease_until = now() - interval '1 second'`);
  expect(await claimRun(database.db, 'next')).toMatchObject({ id: runId, resumed: true });
  await database.db.execute(sql`update runs set fence = 80, lease_until = now() - interval '1 second'`);
  expect(await claimRun(database.db, 'next')).toBeNull();
  expect(await getRun(database.db, runId)).toMatchObject({ state: 'failed', error: { code: 'interrupted' } });
});

test('what is queued is executed within one call as far as the time goes, and many calls share it', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, index) => start(`target ${index}`)));
  const answers = await Promise.all(Array.from({ length: 6 }, () => drain(20_000)));
  const executed = answers.flatMap((answer) => answer.executed);
  expect(new Set(executed.map((run) => run.runId)).size).toBe(12);
  expect(executed).toHaveLength(12);
  expect(executed.every((run) => run.state === 'done')).toBe(true);
  expect((await drain(1_000)).left).toBe(0);
});

test('the house is kept once an hour by all instances and calls together', async () => {
  const turns = await Promise.all(Array.from({ length: 8 }, () => keepHouse(database.db, new Date())));
  expect(turns.filter(Boolean)).toHaveLength(1);
});
