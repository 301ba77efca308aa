import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { executeRun } from '../runs/execute';
import { claimRun } from '../runs/lease';
import type { ClaimedRun, RunTarget, RunWork } from '../runs/run';
import { type ExecutorInput, ownerName } from './executor';
import { findWork as findRealWork } from './find-work';

export interface DrainInput extends Omit<ExecutorInput, 'clock' | 'parallel'> {
  /** How long it may take in all, and what has been used of it already. */
  budgetMs: number;
  usedMs?: number;
  findWork?: (db: Db, run: ClaimedRun) => Promise<RunWork>;
}

export interface Drained {
  executed: { runId: string; target: RunTarget; state: string }[];
  /** Runs that wait or that another process executes; the next call goes on with them. */
  left: number;
}

/** A run is not begun any more when less than this is left. */
const LEAST_MS = 2_000;

/**
 * Executes what is queued within a request, one run after the other, until nothing is left or the time is used up.
 * A run that is cut off keeps its finished batches and gives its lease back: the next call goes on with it at once.
 */
export async function drainRuns(input: DrainInput): Promise<Drained> {
  const { db, controlDb, findWork = findRealWork } = input;
  const giveUpAt = performance.now() + input.budgetMs - (input.usedMs ?? 0);
  const shutdown = AbortSignal.timeout(Math.max(1, Math.round(giveUpAt - performance.now())));
  const owner = ownerName();
  const executed: Drained['executed'] = [];
  while (!shutdown.aborted && giveUpAt - performance.now() >= Math.min(LEAST_MS, input.budgetMs / 2)) {
    const run = await claimRun(db, owner);
    if (!run) break;
    await executeRun({ db, controlDb, run, findWork, shutdown });
    executed.push({ runId: run.id, target: run.target, state: await readRunState(db, run.id) });
  }
  return { executed, left: await countOpenRuns(db) };
}

async function readRunState(db: Db, runId: string): Promise<string> {
  const [row] = await db.execute<{ state: string }>(sql`select state from runs where id = ${runId}`);
  return row?.state ?? 'gone';
}

export async function countOpenRuns(db: Db): Promise<number> {
  const [row] = await db.execute<{ open: number }>(sql`
    select count(*)::int as open from runs where state in ('queued', 'running')`);
  return row?.open ?? 0;
}
