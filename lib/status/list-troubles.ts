import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import type { RecordTrouble, SyncStatus } from './sync-status';

interface TroubleRow extends Record<string, unknown> {
  table: string;
  label: string | null;
  code: string;
  field: string | null;
  value: string | null;
  cause: string | null;
}

const MOST_SHOWN = 50;

/** Records that could not be integrated: here, from the buffer; on the central server, as the latest run was told. */
export async function listTroubles(db: Db, latestRunId: string | null): Promise<SyncStatus['problems']> {
  const here = await db.execute<TroubleRow>(sql`
    select table_name as "table", coalesce(data->>'title', data->>'external_number', data->>'name', data->>'last_name') as label,
      problem->>'code' as code, problem->>'field' as field, problem->>'value' as value, problem->>'cause' as cause
    from sync_buffer where source_site_id = 0 and problem is not null order by table_name, record_id limit ${MOST_SHOWN}`);
  const central = await db.execute<TroubleRow>(sql`
    select table_name as "table", label, code, params->>'field' as field, params->>'value' as value, params->>'cause' as cause
    from outcomes o
    where run_id = ${latestRunId} and outcome = 'failed'
      and not exists (select 1 from sync_buffer b where b.source_site_id = 0 and b.record_id = o.record_id)
    order by id limit ${MOST_SHOWN}`);
  const records = [...here.map((row) => toTrouble('here', row)), ...central.map((row) => toTrouble('central', row))];
  return { count: records.length, records: records.slice(0, MOST_SHOWN) };
}

function toTrouble(place: RecordTrouble['place'], row: TroubleRow): RecordTrouble {
  const { table, label, code, field, value, cause } = row;
  return { place, table, label, code, field, value, cause: cause ?? '' };
}
