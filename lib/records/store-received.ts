import 'server-only';
import { sql } from 'drizzle-orm';
import type { Tx } from '../db/client';
import type { WireRecord } from '../protocol/v1';

/** A received record with the owner that it has in this database. */
export type ReceivedRecord = Pick<WireRecord, 'cursor' | 'table' | 'id' | 'action' | 'data'> & { origin: number };

/** Puts records into the buffer, in one statement; the newest of a record replaces what waited there before. */
export async function storeReceived(tx: Tx, sourceSiteId: number, records: readonly ReceivedRecord[]): Promise<void> {
  if (records.length === 0) return;
  await tx.execute(sql`
    insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, data)
    select distinct on (r."table", r.id) ${sourceSiteId}, r."table", r.id, r.origin, r.action, r.data
    from jsonb_to_recordset(${JSON.stringify(records)}::text::jsonb)
      as r("table" text, id uuid, origin int, action text, data jsonb, cursor bigint)
    order by r."table", r.id, r.cursor desc
    on conflict (source_site_id, table_name, record_id) do update
    set origin_site_id = excluded.origin_site_id, action = excluded.action, data = excluded.data, received_at = now(),
      attempts = 0, problem = null`);
}
