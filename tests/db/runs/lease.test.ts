import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LeaseLostError } from '@/lib/errors';
import { cancelRun } from '@/lib/runs/cancel';
import { createRunContext } from '@/lib/runs/context';
import { executeRun } from '@/lib/runs/execute';
import { getRun } from '@/lib/runs/get';
import { claimRun } from '@/lib/runs/lease';
import type { RunWork } from '@/lib/runs/run';
import { startRun } from '@/lib/runs/start';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.db.execute(sql`truncate runs cascade`));

const start = (target = 'central') => startRun(database.db, { target, trigger: 'user' });
const work = (execute: RunWork['execute']) => async (): Promise<RunWork> => ({ steps: ['push', 'wait'], execute });

async function claim(owner = 'one') {
  const run = await claimRun(database.db, owner);
  if (!run) throw new Error('nothing to claim');
  return run;
}

test('twenty starts at once are one run, and only one is told that it started', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => start()));
  expect(new Set(answers.map((answer) => answer.runId)).size).toBe(1);
  expect(answers.filter((answer) => answer.started)).toHaveLength(1);
});

test('a slot is filled once, also after its run has ended', async () => {
  const slot = new Date('2026-11-21T14:00:00Z');
  const { db } = database;
  const first = await startRun(db, { target: 'central', trigger: 'schedule', slot });
  await executeRun({ db, controlDb: db, run: await claim(), findWork: work(async () => ({ state: 'done' })) });
  expect(await startRun(db, { target: 'central', trigger: 'schedule', slot })).toEqual({
    runId: first.runId,
    started: false,
  });
});

test('eight executors that race for a run: one holds it', async () => {
  await start();
  const claims = await Promise.all(Array.from({ length: 8 }, (_, index) => claimRun(database.db, `executor ${index}`)));
  expect(claims.filter((run) => run !== null)).toHaveLength(1);
});

test('a run whose executor fell silent is claimed by another, and the first may not write any more', async () => {
  const { db } = database;
  await start();
  const first = await claim('one');
  expect(await claimRun(db, 'two')).toBeNull();
  await db.execute(sql`update runs set lease_until = now() - interval '1 second'`);
  const second = await claim('two');
  expect(second).toMatchObject({ id: first.id, resumed: true });
  const context = createRunContext({ db, controlDb: db, run: first, counts: {}, signal: new AbortController().signal });
  const late = context.transaction((tx) => tx.execute(sql`insert into settings (key, value) values ('late', '1')`));
  await expect(late).rejects.toBeInstanceOf(LeaseLostError);
  const [written] = await db.execute(sql`select 1 from settings where key = 'late'`);
  expect(written).toBeUndefined();
});

test('a queued run is cancelled at once, a running one ends as cancelled and its steps with it', async () => {
  const { db } = database;
  const queued = await start('a');
  expect(await cancelRun(db, queued.runId)).toBe(true);
  expect(await getRun(db, queued.runId)).toMatchObject({ state: 'cancelled' });

  const running = await start('b');
  await executeRun({
    db,
    controlDb: db,
    run: await claim(),
    findWork: work((context) =>
      context.step('push', async () => {
        await cancelRun(db, running.runId);
        return new Promise((_, reject) => {
          context.signal.addEventListener('abort', () => reject(context.signal.reason));
        });
      }),
    ),
  });
  const ended = await getRun(db, running.runId);
  expect(ended).toMatchObject({ state: 'cancelled', error: { code: 'cancelled', step: 'push' } });
  expect(ended?.steps.map((step) => step.state)).toEqual(['skipped', 'skipped']);
});

test('what a run throws is its error with step and cause, and the active step has failed', async () => {
  const { db } = database;
  const { runId } = await start();
  const findWork = work((context) =>
    context.step('wait', async () => {
      throw new Error('outer', { cause: new Error('inner') });
    }),
  );
  await executeRun({ db, controlDb: db, run: await claim(), findWork });
  const ended = await getRun(db, runId);
  expect(ended).toMatchObject({
    state: 'failed',
    error: { code: 'unexpected', step: 'wait', cause: 'Error: outer ← Error: inner' },
  });
  expect(ended?.steps.map((step) => step.state)).toEqual(['skipped', 'failed']);
});

test('progress never goes back, and a step begun again counts on', async () => {
  const { db } = database;
  const { runId } = await start();
  const run = await claim();
  const findWork = work(async (context) => {
    await context.step('push', async (progress) => {
      progress.report(5, 10);
      progress.report(3);
    });
    await context.step('push', async (progress) => {
      expect(progress.done).toBe(5);
      progress.report(7, 12);
    });
    return { state: 'done' };
  });
  await executeRun({ db, controlDb: db, run, findWork });
  const ended = await getRun(db, runId);
  expect(ended?.state).toBe('done');
  expect(ended?.steps[0]).toMatchObject({ state: 'done', done: 7, total: 12 });
});

test('a run that took down twenty executors fails by name', async () => {
  const { db } = database;
  const { runId } = await start();
  await db.execute(sql`update runs set state = 'running', fence = 20, lease_until = now() - interval '1 second'`);
  expect(await claimRun(db, 'next')).toBeNull();
  expect(await getRun(db, runId)).toMatchObject({ state: 'failed', error: { code: 'interrupted' } });
});
