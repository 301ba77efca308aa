import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { TRACKED_TABLES } from '../changelog/read';
import type { Db } from '../db/client';
import { MOST_BATCH_BYTES, MOST_RECORDS, type SyncTable, type WireRecord } from '../protocol/v1';
import { SYNCED_COLUMNS } from './columns';

export interface ReadChangesInput {
  /** Changelog positions above this one … */
  after: number;
  /** … and up to this one, in order. */
  upTo: number;
  /** Who caused the changes. */
  origin: number;
  tables: readonly SyncTable[];
}

interface ChangeRow extends Record<string, unknown> {
  position: string;
  table: SyncTable;
  id: string;
  originSite: number | null;
  data: Record<string, unknown> | null;
  bytes: number;
}

/**
 * The next batch of changed records as they are now: at most MOST_RECORDS, and about MOST_BATCH_BYTES of JSON but at
 * least one. A record that is gone is a deletion.
 */
export async function readChanges(db: Db, input: ReadChangesInput): Promise<WireRecord[]> {
  const ids = input.tables.map((table) => TRACKED_TABLES[table]);
  const rows = await db.execute<ChangeRow>(sql`
    with c as materialized (
      select position, record_id, table_id from change_log
      where position > ${input.after} and position <= ${input.upTo} and origin_site = ${input.origin} and table_id in ${ids}
      order by position limit ${MOST_RECORDS})
    select c.position, t.name as "table", c.record_id as id, r.origin_site_id as "originSite", r.data,
      coalesce(octet_length(r.data::text), 0) as bytes
    from c join change_table t on t.id = c.table_id
    left join lateral (${sql.join(input.tables.map(selectRecord), sql` union all `)}) r on true
    order by c.position`);
  return cutByBytes(rows).map((row) => ({
    cursor: Number(row.position),
    table: row.table,
    id: row.id,
    action: row.data ? 'upsert' : 'delete',
    data: row.data,
    originSite: row.originSite ?? 0,
  }));
}

/** One record of `table` as JSON, where the change is of that table. */
function selectRecord(table: SyncTable): SQL {
  const columns = sql.join(
    SYNCED_COLUMNS[table].map((column) => sql`x.${sql.identifier(column)}`),
    sql`, `,
  );
  return sql`
    select x.origin_site_id, (select to_jsonb(s) from (select ${columns}${extraColumns(table)}) s) as data
    from ${sql.identifier(table)} x where c.table_id = ${TRACKED_TABLES[table]} and x.id = c.record_id`;
}

/** What belongs to a record and lies in other tables: a property's keys, the size and type of an attachment's file. */
function extraColumns(table: SyncTable): SQL {
  if (table === 'properties') {
    return sql`, (select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'value', k.value) order by k.kind, k.value), '[]')
      from property_keys k where k.property_id = x.id) as keys`;
  }
  if (table === 'attachments') {
    return sql`, (select f.size_bytes from stored_files f where f.sha256 = x.file_sha256) as file_size_bytes,
      (select f.media_type from stored_files f where f.sha256 = x.file_sha256) as file_media_type`;
  }
  return sql``;
}

function cutByBytes(rows: readonly ChangeRow[]): readonly ChangeRow[] {
  let bytes = 0;
  const end = rows.findIndex((row, index) => {
    bytes += row.bytes;
    return index > 0 && bytes > MOST_BATCH_BYTES;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

/** How many changes lie between two positions, exactly. */
export async function countChangesBetween(db: Db, input: ReadChangesInput): Promise<number> {
  const ids = input.tables.map((table) => TRACKED_TABLES[table]);
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from change_log
    where position > ${input.after} and position <= ${input.upTo} and origin_site = ${input.origin} and table_id in ${ids}`);
  return row?.n ?? 0;
}
