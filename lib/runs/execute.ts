import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { isDatabaseAway, isDatabaseFull } from '../db/failures';
import { type RunCounts, type RunError, runs } from '../db/schema/runs';
import { AppError, CancelledError, describeCause, LeaseLostError } from '../errors';
import { log } from '../log';
import { maskSecrets } from '../mask-secrets';
import { createRunContext, type OpenRunContext } from './context';
import { keepLease } from './lease';
import { StepRecorder } from './progress';
import type { ClaimedRun, RunState, RunWork } from './run';

const LONGEST_CAUSE = 4_000;

export interface ExecuteRunInput {
  db: Db;
  controlDb: Db;
  run: ClaimedRun & { counts: RunCounts };
  findWork(db: Db, run: ClaimedRun): Promise<RunWork>;
  /** Aborted when the process shuts down: the run keeps its state, and the next executor goes on. */
  shutdown?: AbortSignal;
}

/** So often a run goes on by itself after its database was away; then it fails with that. */
const MOST_RESUMPTIONS = 5;
const CALM_AFTER_LOSS_SECONDS = 1;

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
    const reason: unknown = controller.signal.aborted ? controller.signal.reason : error;
    if (run.fence <= MOST_RESUMPTIONS && isDatabaseAway(reason)) await goOnLater(controlDb, context, reason);
    else await endAfterError(controlDb, context, reason);
    if (input.shutdown?.aborted) await handOver(controlDb, context);
  } finally {
    lease.stop();
    input.shutdown?.removeEventListener('abort', onShutdown);
  }
}

/** A connection that was lost is no end: the run goes on in a moment, with finished batches behind it. */
async function goOnLater(controlDb: Db, context: OpenRunContext, error: unknown): Promise<void> {
  log().warn({ err: error, runId: context.run.id }, 'the database was away: the run goes on in a moment');
  await handOver(controlDb, context, CALM_AFTER_LOSS_SECONDS);
}

/** Lets the next executor go on, and with what was counted; being cut off on purpose is no silence. */
async function handOver(controlDb: Db, { run, counts }: OpenRunContext, afterSeconds = 0): Promise<void> {
  const handovers = (counts.handovers ?? 0) + 1;
  try {
    await controlDb
      .update(runs)
      .set({
        leaseUntil: sql`now() + make_interval(secs => ${afterSeconds})`,
        counts: { ...counts, handovers },
      })
      .where(and(eq(runs.id, run.id), eq(runs.fence, run.fence), eq(runs.state, 'running')));
  } catch (error) {
    log().warn({ err: error, runId: run.id }, 'run not handed over: its lease runs out by itself');
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
  return {
    code: codeOf(error),
    details: error instanceof AppError ? error.details : {},
    cause: maskSecrets(describeCause(error)).slice(0, LONGEST_CAUSE),
    step,
    at: new Date().toISOString(),
  };
}

function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  if (isDatabaseFull(error)) return 'storage-full';
  return isDatabaseAway(error) ? 'database-unavailable' : 'unexpected';
}

type EndState = Extract<RunState, 'done' | 'problems' | 'failed' | 'cancelled'>;

/** Ends the run if it is still ours; its unfinished steps end with it. */
async function finishRun(db: Db, context: OpenRunContext, state: EndState, error: RunError | null): Promise<void> {
  const { run, counts } = context;
  const [ended] = await db.execute(sql`
    with ended as (
      update runs set state = ${state}, error = ${error === null ? null : JSON.stringify(error)}::text::jsonb, counts = ${JSON.stringify(counts)}::text::jsonb,
        finished_at = now(), lease_owner = null, lease_until = null
      where id = ${run.id} and fence = ${run.fence} and state = 'running' returning id),
    steps as (
      update run_steps s set
        state = (case when s.state = 'active' and ${state} = 'failed' then 'failed' else 'skipped' end)::step_state,
        finished_at = coalesce(s.finished_at, case when s.state = 'active' then now() end)
      from ended where s.run_id = ended.id and s.state in ('active', 'waiting'))
    select id from ended`);
  if (!ended) throw new LeaseLostError(run.id);
}
