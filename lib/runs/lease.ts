import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import type { RunCounts, RunParams } from '../db/schema/runs';
import { CancelledError, LeaseLostError } from '../errors';
import { log } from '../log';
import type { ClaimedRun, RunTrigger } from './run';

/** How long a claim lasts without being renewed: an executor that died is replaced after this. */
export const LEASE_SECONDS = 15;
const RENEW_EVERY_MS = 2_000;
/** A run that took down this many executors is not claimed again; one handed over took down nobody. */
const MOST_SILENT_CLAIMS = 20;

interface ClaimedRow extends Record<string, unknown> {
  id: string;
  target: string;
  trigger: RunTrigger;
  user_id: string | null;
  params: RunParams;
  counts: RunCounts;
  fence: number;
}

/** Claims the oldest run that is queued or whose executor fell silent; null: none. Raises the fence. */
export async function claimRun(db: Db, owner: string): Promise<(ClaimedRun & { counts: RunCounts }) | null> {
  await failRepeatedlyInterrupted(db);
  const [row] = await db.execute<ClaimedRow>(sql`
    update runs set state = 'running', lease_owner = ${owner}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}),
      fence = fence + 1, started_at = coalesce(started_at, now())
    where id = (
      select id from runs where state = 'queued' or (state = 'running' and lease_until < now())
      order by queued_at, id limit 1 for update skip locked)
    returning id, target, trigger, user_id, params, counts, fence`);
  if (!row) return null;
  return {
    id: row.id,
    target: row.target,
    trigger: row.trigger,
    userId: row.user_id,
    params: row.params,
    counts: row.counts,
    fence: row.fence,
    resumed: row.fence > 1,
  };
}

async function failRepeatedlyInterrupted(db: Db): Promise<void> {
  await db.execute(sql`
    update runs set state = 'failed', finished_at = now(), lease_owner = null, lease_until = null,
      error = jsonb_build_object('code', 'interrupted', 'details', jsonb_build_object('claims', fence),
        'cause', 'every executor that claimed it fell silent', 'step', null, 'at', now())
    where state = 'running' and lease_until < now()
      and fence - coalesce((counts ->> 'handovers')::int, 0) >= ${MOST_SILENT_CLAIMS}`);
}

/**
 * Renews the lease until `stop`, on a connection of its own. Aborts the controller with CancelledError when somebody
 * asked for that, with LeaseLostError when the run went to another executor or could not be renewed in time.
 */
export function keepLease(controlDb: Db, run: ClaimedRun, controller: AbortController): { stop(): void } {
  let lastRenewal = performance.now();
  let busy = false;
  const renew = async () => {
    const [row] = await controlDb.execute<{ cancel: boolean }>(sql`
      update runs set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
      where id = ${run.id} and fence = ${run.fence} and state = 'running'
      returning cancel_requested_at is not null as cancel`);
    if (!row) controller.abort(new LeaseLostError(run.id));
    else lastRenewal = performance.now();
    if (row?.cancel) controller.abort(new CancelledError());
  };
  const beat = async () => {
    if (performance.now() - lastRenewal > LEASE_SECONDS * 1000) controller.abort(new LeaseLostError(run.id));
    if (busy) return;
    busy = true;
    try {
      await renew();
    } catch (error) {
      // The database is away: the next beat tries again, and past the lease the run is given up.
      log().warn({ err: error, runId: run.id }, 'lease not renewed');
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void beat(), RENEW_EVERY_MS);
  return { stop: () => clearInterval(timer) };
}

/** The last statement of a run's transaction: throws LeaseLostError, and so rolls back, unless the run is still ours. */
export async function lockFence(tx: Tx, run: Pick<ClaimedRun, 'id' | 'fence'>): Promise<void> {
  const [row] = await tx.execute(
    sql`select 1 from runs where id = ${run.id} and fence = ${run.fence} and state = 'running' for update`,
  );
  if (!row) throw new LeaseLostError(run.id);
}
