import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { type DeliveryState, PROBLEM_STATES, WAITING_STATES } from './list-deliveries';

export interface DeliveryCounts {
  all: number;
  waiting: number;
  problems: number;
  byState: Partial<Record<DeliveryState, number>>;
}

/** How many deliveries an interface has, for the filter above its list. */
export async function deliveryCounts(db: Db, interfaceId: string): Promise<DeliveryCounts> {
  const rows = await db.execute<{ state: DeliveryState; gone: boolean; count: number }>(sql`
    select state, gone_at is not null as gone, count(*)::int as count from deliveries
    where interface_id = ${interfaceId} group by 1, 2`);
  const counts: DeliveryCounts = { all: 0, waiting: 0, problems: 0, byState: {} };
  for (const { state, gone, count } of rows) {
    counts.all += count;
    counts.byState[state] = (counts.byState[state] ?? 0) + count;
    if (!gone && WAITING_STATES.includes(state)) counts.waiting += count;
    if (PROBLEM_STATES.includes(state)) counts.problems += count;
  }
  return counts;
}
