import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { OPEN_STATES } from './close';

export interface OpenPlan {
  deliveryId: string;
  /** Names the page: /interfaces/<id>/plans/<importId> */
  importId: string;
  path: string;
  /** held: waits for a person. previewed: somebody wanted to look. */
  state: 'held' | 'previewed';
  at: Date;
}

const MOST = 500;

/** The plans of an interface about which a person may decide, the newest first: at most one held and one previewed per delivery. */
export async function listOpenPlans(db: Db, interfaceId: string, deliveryIds?: readonly string[]): Promise<OpenPlan[]> {
  const chosen = deliveryIds
    ? sql`i.delivery_id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(deliveryIds)}::text::jsonb))`
    : sql`true`;
  const rows = await db.execute<Record<string, unknown> & Omit<OpenPlan, 'at'> & { at: string }>(sql`
    select i.delivery_id as "deliveryId", i.id as "importId", i.path, i.state, i.finished_at as at
    from imports i
    where i.interface_id = ${interfaceId} and i.state in ('held', 'previewed') and ${chosen}
      and exists (select 1 from plans p where p.import_id = i.id and p.state in ${OPEN_STATES})
    order by i.started_at desc, i.id desc limit ${MOST}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}
