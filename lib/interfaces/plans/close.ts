import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client';

/** Plans that somebody may still decide about. */
export const OPEN_STATES = sql.raw(`('planned', 'held')`);

export interface ClosedPlan extends Record<string, unknown> {
  id: string;
  import_id: string;
}

/**
 * Ends open plans (`p`, of imports `i`) that match: what they would have done to each record is not needed any more.
 * Answers those that it ended.
 */
export async function closePlans(
  tx: Db | Tx,
  state: 'applied' | 'discarded',
  { where, userId = null }: { where: SQL; userId?: string | null },
): Promise<ClosedPlan[]> {
  return tx.execute<ClosedPlan>(sql`
    with closed as (
      update plans p set state = ${state}, decided_at = now(), decided_by = ${userId}
      from imports i where i.id = p.import_id and p.state in ${OPEN_STATES} and (${where})
      returning p.id, p.import_id),
    entries as (delete from plan_entries e using closed c where e.plan_id = c.id)
    select id, import_id from closed`);
}
