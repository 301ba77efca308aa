import 'server-only';
import { asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { type RunCounts, type RunError, runSteps, runs } from '../db/schema/runs';
import { users } from '../db/schema/users';
import type { RunState, RunTarget, RunTrigger, StepKey, StepState } from './run';

export interface RunSummary {
  id: string;
  target: RunTarget;
  trigger: RunTrigger;
  /** Who started it; null for schedule, set-up and pushes. */
  userName: string | null;
  state: RunState;
  queuedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  cancelRequested: boolean;
  counts: RunCounts;
  error: RunError | null;
}

export interface StepSummary {
  key: StepKey;
  state: StepState;
  done: number;
  total: number | null;
  note: string | null;
  /** Milliseconds between its start and its end, or until now by the database's clock; null: not begun. */
  elapsedMs: number | null;
}

export interface RunDetail extends RunSummary {
  steps: StepSummary[];
}

const summaryColumns = {
  id: runs.id,
  target: runs.target,
  trigger: runs.trigger,
  userName: users.name,
  state: runs.state,
  queuedAt: runs.queuedAt,
  startedAt: runs.startedAt,
  finishedAt: runs.finishedAt,
  cancelRequested: sql<boolean>`${runs.cancelRequestedAt} is not null`,
  counts: runs.counts,
  error: runs.error,
};

export function selectRuns(db: Db) {
  return db.select(summaryColumns).from(runs).leftJoin(users, eq(users.id, runs.userId)).$dynamic();
}

/** A run with its steps; null: there is none of that id. */
export async function getRun(db: Db, id: string): Promise<RunDetail | null> {
  return findRun(db, eq(runs.id, id));
}

/** The newest run of a target with its steps, active or ended. */
export async function getLatestRun(db: Db, target: RunTarget): Promise<RunDetail | null> {
  return findRun(db, eq(runs.target, target));
}

/** The newest run of a target that ended well, with or without problems. */
export async function getLastSuccess(db: Db, target: RunTarget): Promise<RunSummary | null> {
  const [run] = await selectRuns(db)
    .where(sql`${runs.target} = ${target} and ${runs.state} in ('done', 'problems')`)
    .orderBy(sql`${runs.queuedAt} desc, ${runs.id} desc`)
    .limit(1);
  return run ?? null;
}

async function findRun(db: Db, condition: SQL): Promise<RunDetail | null> {
  const [run] = await selectRuns(db).where(condition).orderBy(sql`${runs.queuedAt} desc, ${runs.id} desc`).limit(1);
  return run ? { ...run, steps: await listSteps(db, run.id) } : null;
}

async function listSteps(db: Db, runId: string): Promise<StepSummary[]> {
  const rows = await db
    .select({
      key: runSteps.key,
      state: runSteps.state,
      done: runSteps.done,
      total: runSteps.total,
      note: runSteps.note,
      elapsedMs: sql<number | null>`
        (extract(epoch from coalesce(${runSteps.finishedAt}, now()) - ${runSteps.startedAt}) * 1000)::int`,
    })
    .from(runSteps)
    .where(eq(runSteps.runId, runId))
    .orderBy(asc(runSteps.position));
  return rows.map((row) => ({ ...row, key: row.key as StepKey }));
}
