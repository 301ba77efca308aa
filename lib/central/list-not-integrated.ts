import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';

/** A record of a site that could not be integrated, and why. */
export interface NotIntegratedRecord {
  table: string;
  recordId: string;
  label: string | null;
  action: 'upsert' | 'delete';
  receivedAt: Date;
  attempts: number;
  code: string;
  field: string | null;
  value: string | null;
  cause: string | null;
}

type RecordRow = Omit<NotIntegratedRecord, 'receivedAt'> & { receivedAt: string } & Record<string, unknown>;

/** (central server) Records of a site that wait in the buffer with a reason, by table and id. */
export async function listNotIntegrated(
  db: Db,
  { siteId, cursor, size = 50 }: { siteId: number; cursor?: string | undefined; size?: number },
): Promise<Page<NotIntegratedRecord>> {
  const after = decodeCursor(cursor, 2);
  const isPlace = after && /^[0-9a-f-]{36}$/i.test(after[1] ?? '');
  const rows = await db.execute<RecordRow>(sql`
    select table_name as "table", record_id as "recordId", action, received_at as "receivedAt", attempts,
      coalesce(data->>'title', data->>'external_number', data->>'name', data->>'last_name') as label,
      problem->>'code' as code, problem->>'field' as field, problem->>'value' as value, problem->>'cause' as cause
    from sync_buffer
    where source_site_id = ${siteId} and problem is not null
      ${isPlace ? sql`and (table_name, record_id) > (${after[0]}, ${after[1]}::uuid)` : sql``}
    order by table_name, record_id limit ${size + 1}`);
  const records = rows.map((row) => ({ ...row, receivedAt: new Date(row.receivedAt) }));
  return toPage(records, size, (row) => [row.table, row.recordId]);
}
