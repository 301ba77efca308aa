import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import { findInterface } from '../interfaces/get';
import { getLatestRun, type RunDetail } from '../runs/get';
import type { InterfaceRunStatus, InterfaceStatus, RunDeliveries } from './interface-status';
import { toFailure } from './read-failure';

/** The newest run of an interface with its steps. Throws `interface-unknown`. */
export async function readInterfaceStatus(db: Db, interfaceId: string, now: Date): Promise<InterfaceStatus> {
  if (!(await findInterface(db, interfaceId))) throw new AppError('interface-unknown', { id: interfaceId });
  const run = await getLatestRun(db, interfaceId);
  return { interfaceId, run: run && (await toStatus(db, run, now)), at: now.toISOString() };
}

async function toStatus(db: Db, run: RunDetail, now: Date): Promise<InterfaceRunStatus> {
  const begun = run.startedAt ?? run.queuedAt;
  return {
    id: run.id,
    state: run.state,
    trigger: run.trigger,
    userName: run.userName,
    elapsedMs: Math.max(0, (run.finishedAt ?? now).getTime() - begun.getTime()),
    cancelRequested: run.cancelRequested,
    counts: run.counts,
    steps: run.steps,
    error: run.error && (await toFailure(run.error)),
    deliveries: await readDeliveries(db, run.id),
  };
}

async function readDeliveries(db: Db, runId: string): Promise<RunDeliveries> {
  const [row] = await db.execute<RunDeliveries & Record<string, unknown>>(sql`
    select count(*)::int as begun, count(*) filter (where state <> 'running')::int as finished,
      max(path) filter (where state = 'running') as path
    from imports where run_id = ${runId}`);
  return { path: row?.path ?? null, begun: row?.begun ?? 0, finished: row?.finished ?? 0 };
}
