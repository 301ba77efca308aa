import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { DELIVERY_STATES, type DeliveryState, inStates, PROBLEM_STATES, WAITING_STATES } from './list-deliveries';

export interface DeliveryCounts {
  all: number;
  waiting: number;
  problems: number;
  byState: Partial<Record<DeliveryState, number>>;
}

/** Counted exactly; one more says that there are more. */
export const MOST_DELIVERIES_COUNTED = 1_000;

/** How many deliveries an interface has, for the filter above its list; each number up to a cap, out of an index. */
export async function deliveryCounts(db: Db, interfaceId: string): Promise<DeliveryCounts> {
  const count = (condition: SQL) => sql`(select count(*)::int from (
    select from deliveries where interface_id = ${interfaceId} and ${condition} limit ${MOST_DELIVERIES_COUNTED + 1}) d)`;
  const [row] = await db.execute<Record<string, number>>(sql`
    select ${count(sql`true`)} as "all", ${count(sql`${inStates(WAITING_STATES)} and gone_at is null`)} as waiting,
      ${count(inStates(PROBLEM_STATES))} as problems,
      ${sql.join(
        DELIVERY_STATES.map((state) => sql`${count(sql`state = ${state}`)} as ${sql.identifier(state)}`),
        sql`, `,
      )}`);
  if (!row) throw new Error('a count without a row');
  const { all = 0, waiting = 0, problems = 0 } = row;
  const byState = DELIVERY_STATES.flatMap((state) => (row[state] ? [[state, row[state]]] : []));
  return { all, waiting, problems, byState: Object.fromEntries(byState) };
}
