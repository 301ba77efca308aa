import 'server-only';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { type RunCounts, type RunError, runSteps, runs } from '../db/schema/runs';
import { AppError, CancelledError, describeCause, LeaseLostError } from '../errors';
import { log } from '../log';
import { createRunContext, type OpenRunContext } from './context';
import { keepLease } from './lease';
import { StepRecorder } from './progress';
import type { ClaimedRun, RunState, RunWork } from './run';

export interface ExecuteRunInput {
  db: Db;
  controlDb: Db;
  run: ClaimedRun & { counts: RunCounts };
  findWork(db: Db, run: ClaimedRun): Promise<RunWork>;
  /** Aborted when the process shuts down: the run keeps its state, and the next executor goes on. */
  shutdown?: AbortSignal;
}

/** Executes a claimed run to a named state. Never throws: what goes wrong is the run's error. */
export async function executeRun(input: ExecuteRunInput): Promise<void> {
  const { db, controlDb, run } = input;
  const controller = new AbortController();
  const onShutdown = () => controller.abort(new LeaseLostError(run.id));
  input.shutdown?.addEventListener('abort', onShutdown, { once: true });
  const lease = keepLease(controlDb, run, controller);
  const context = createRunContext({ db, controlDb, run, counts: run.counts, signal: controller.signal });
  try {
    const work = await input.findWork(db, run);
    await new StepRecorder(controlDb, run.id).prepare(work.steps);
    const result = await work.execute(context);
    await finishRun(controlDb, context, result.state, null);
  } catch (error) {
    await endAfterError(controlDb, context, controller.signal.aborted ? controller.signal.reason : error);
    if (input.shutdown?.aborted) await releaseLease(controlDb, run);
  } finally {
    lease.stop();
    input.shutdown?.removeEventListener('abort', onShutdown);
  }
}

/** Lets the next executor go on at once. */
async function releaseLease(controlDb: Db, run: ClaimedRun): Promise<void> {
  try {
    await controlDb
      .update(runs)
      .set({ leaseUntil: sql`now()` })
      .where(and(eq(runs.id, run.id), eq(runs.fence, run.fence), eq(runs.state, 'running')));
  } catch (error) {
    log().warn({ err: error, runId: run.id }, 'lease not released: it runs out by itself');
  }
}

async function endAfterError(controlDb: Db, context: OpenRunContext, error: unknown): Promise<void> {
  const { run } = context;
  if (error instanceof LeaseLostError) {
    log().warn({ runId: run.id, fence: run.fence }, 'run goes on with another executor');
    return;
  }
  const state = error instanceof CancelledError ? 'cancelled' : 'failed';
  if (!(error instanceof AppError)) log().error({ err: error, runId: run.id, step: context.currentStep }, 'run failed');
  try {
    await finishRun(controlDb, context, state, toRunError(error, context.currentStep));
  } catch (finishError) {
    // The lease runs out, and the next executor goes on with it.
    log().error({ err: finishError, runId: run.id }, 'run could not be ended');
  }
}

function toRunError(error: unknown, step: string | null): RunError {
  const known = error instanceof AppError;
  return {
    code: known ? error.code : isDatabaseAway(error) ? 'database-unavailable' : 'unexpected',
    details: known ? error.details : {},
    cause: describeCause(error),
    step,
    at: new Date().toISOString(),
  };
}

function isDatabaseAway(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    const code = String((current as { code?: unknown }).code ?? '');
    if (/^(CONNECTION_|CONNECT_|ECONN|57P0|08)/.test(code)) return true;
  }
  return false;
}

type EndState = Extract<RunState, 'done' | 'problems' | 'failed' | 'cancelled'>;

/** Ends the run if it is still ours; its unfinished steps end with it. */
async function finishRun(db: Db, context: OpenRunContext, state: EndState, error: RunError | null): Promise<void> {
  const { run, counts } = context;
  await db.transaction(async (tx) => {
    const [ended] = await tx
      .update(runs)
      .set({ state, error, counts, finishedAt: sql`now()`, leaseOwner: null, leaseUntil: null })
      .where(and(eq(runs.id, run.id), eq(runs.fence, run.fence), eq(runs.state, 'running')))
      .returning({ id: runs.id });
    if (!ended) throw new LeaseLostError(run.id);
    await tx
      .update(runSteps)
      .set({
        state: sql`(case when state = 'active' and ${state} = 'failed' then 'failed' else 'skipped' end)::step_state`,
        finishedAt: sql`coalesce(finished_at, case when state = 'active' then now() end)`,
      })
      .where(and(eq(runSteps.runId, run.id), inArray(runSteps.state, ['active', 'waiting'])));
  });
}
