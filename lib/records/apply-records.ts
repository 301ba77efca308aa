import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { OWN_ORIGIN } from '../changelog/read';
import type { Tx } from '../db/client';
import type { SyncTable } from '../protocol/v1';
import { SYNCED_COLUMNS } from './columns';

/** Upserts or deletes buffered records in one statement per table. Throws the database's error when one is refused. */
export async function applyRecords(
  tx: Tx,
  source: number,
  table: SyncTable,
  action: 'upsert' | 'delete',
  ids: readonly string[],
): Promise<void> {
  if (action === 'delete') {
    await tx.execute(sql`
      delete from ${sql.identifier(table)} t using ${buffered(source, table, ids)} b
      where t.id = b.record_id and t.origin_site_id = b.origin_site_id`);
    return;
  }
  if (table === 'attachments') await tx.execute(announceFiles(source, ids));
  await tx.execute(upsert(source, table, ids));
  if (table === 'properties') await tx.execute(addKeys(source, ids));
}

/** Records whose id belongs to another owner here: nobody but its owner may change a record. */
export async function findForeignRecords(
  tx: Tx,
  source: number,
  table: SyncTable,
  ids: string[],
): Promise<Set<string>> {
  const rows = await tx.execute<{ id: string }>(sql`
    select t.id from ${sql.identifier(table)} t join ${buffered(source, table, ids)} b on b.record_id = t.id
    where t.origin_site_id <> b.origin_site_id`);
  return new Set(rows.map((row) => row.id));
}

function buffered(source: number, table: SyncTable, ids: readonly string[]): SQL {
  return sql`(select * from sync_buffer where source_site_id = ${source} and table_name = ${table} and record_id in
    (select v::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) v))`;
}

/** A record that this installation owns comes back only where it is missing: what is here is newer. */
function upsert(source: number, table: SyncTable, ids: readonly string[]): SQL {
  const names = SYNCED_COLUMNS[table].map((column) => sql.identifier(column));
  const list = (make: (name: SQL) => SQL, separator = sql`, `) =>
    sql.join(
      names.map((name) => make(sql`${name}`)),
      separator,
    );
  return sql`
    insert into ${sql.identifier(table)} as t (id, origin_site_id, ${list((name) => name)})
    select b.record_id, b.origin_site_id, ${list((name) => sql`r.${name}`)}
    from ${buffered(source, table, ids)} b, jsonb_populate_record(null::${sql.identifier(table)}, b.data) r
    on conflict (id) do update set ${list((name) => sql`${name} = excluded.${name}`)}
    where t.origin_site_id = excluded.origin_site_id and t.origin_site_id <> ${OWN_ORIGIN}
      and (${list((name) => sql`t.${name}`)}) is distinct from (${list((name) => sql`excluded.${name}`)})`;
}

function addKeys(source: number, ids: readonly string[]): SQL {
  return sql`
    insert into property_keys (origin_site_id, provider_id, kind, value, property_id)
    select b.origin_site_id, (b.data->>'provider_id')::uuid, k.kind, k.value, b.record_id
    from ${buffered(source, 'properties', ids)} b,
      jsonb_to_recordset(coalesce(b.data->'keys', '[]')) as k(kind property_key_kind, value text)
    on conflict do nothing`;
}

/** The files are known by content before their bytes are here. */
function announceFiles(source: number, ids: readonly string[]): SQL {
  return sql`
    insert into stored_files (sha256, size_bytes, media_type)
    select distinct on (b.data->>'file_sha256') b.data->>'file_sha256', coalesce((b.data->>'file_size_bytes')::bigint, 0),
      coalesce(b.data->>'file_media_type', 'application/octet-stream')
    from ${buffered(source, 'attachments', ids)} b where b.data->>'file_sha256' is not null
    on conflict do nothing`;
}
