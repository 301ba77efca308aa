import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

/** Asks a run to stop. A queued one ends at once; a running one between two batches. False: it had ended already. */
export async function cancelRun(db: Db, runId: string): Promise<boolean> {
  const [row] = await db.execute(sql`
    update runs set cancel_requested_at = coalesce(cancel_requested_at, now()),
      state = (case when state = 'queued' then 'cancelled' else state::text end)::run_state,
      finished_at = case when state = 'queued' then now() end
    where id = ${runId} and state in ('queued', 'running')
    returning id`);
  return row !== undefined;
}
