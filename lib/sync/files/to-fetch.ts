import 'server-only';
import { sql } from 'drizzle-orm';
import { OWN_ORIGIN } from '../../changelog/read';
import type { Db } from '../../db/client';
import { MOST_HASHES } from '../../protocol/files';
import type { NamedFile } from './to-send';

export interface WantedFile extends NamedFile {
  /** Of a record of this site; else its owner has yet to bring it. */
  own: boolean;
}

interface WantedRow extends Record<string, unknown>, WantedFile {
  place: string;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

/**
 * Pages of files whose bytes are not here: first of records in the tables, then of those that wait in the buffer, so that
 * no record appears without its pictures. What stands in the trash needs none.
 */
export async function* wantedFiles(db: Db): AsyncGenerator<WantedFile[]> {
  yield* pages('', (after) => readAnnounced(db, after));
  yield* pages(FIRST_ID, (after) => readBuffered(db, after));
}

async function* pages(first: string, read: (after: string) => Promise<WantedRow[]>): AsyncGenerator<WantedFile[]> {
  for (let after: string | undefined = first; after !== undefined; ) {
    const rows: WantedRow[] = await read(after);
    if (rows.length > 0) yield [...new Map(rows.map(({ place, ...file }) => [file.sha256, file])).values()];
    after = rows.length < MOST_HASHES ? undefined : rows.at(-1)?.place;
  }
}

async function readAnnounced(db: Db, after: string): Promise<WantedRow[]> {
  return db.execute<WantedRow>(sql`
    select f.sha256 as place, f.sha256, w.* from stored_files f
    cross join lateral (
      select coalesce(a.name, a.title, left(f.sha256, 12)) as name, p.id as "propertyId",
        coalesce(p.title, p.external_number, p.internal_number, p.obid) as property, a.origin_site_id = ${OWN_ORIGIN} as own
      from attachments a join properties p on p.id = a.property_id
      where a.file_sha256 = f.sha256 and p.state <> 'trashed' order by a.origin_site_id <> ${OWN_ORIGIN} limit 1) w
    where f.stored_at is null and f.sha256 > ${after} order by f.sha256 limit ${MOST_HASHES}`);
}

async function readBuffered(db: Db, after: string): Promise<WantedRow[]> {
  return db.execute<WantedRow>(sql`
    select b.record_id::text as place, b.data->>'file_sha256' as sha256,
      coalesce(b.data->>'name', b.data->>'title', left(b.data->>'file_sha256', 12)) as name,
      w.property_id as "propertyId", coalesce(o.name, p.title, p.external_number) as property,
      b.origin_site_id = ${OWN_ORIGIN} as own
    from sync_buffer b
    cross join lateral (
      select case when b.data->>'property_id' ~ ${UUID} then (b.data->>'property_id')::uuid end as property_id) w
    left join lateral (
      select coalesce(x.data->>'title', x.data->>'external_number') as name, x.data->>'state' as state from sync_buffer x
      where x.source_site_id = 0 and x.table_name = 'properties' and x.record_id = w.property_id limit 1) o on true
    left join properties p on p.id = w.property_id
    where b.source_site_id = 0 and b.table_name = 'attachments' and b.action = 'upsert' and b.record_id > ${after}::uuid
      and b.data->>'file_sha256' ~ '^[0-9a-f]{64}$' and coalesce(o.state, p.state::text, '') <> 'trashed'
      and not exists (select 1 from stored_files f where f.sha256 = b.data->>'file_sha256' and f.stored_at is not null)
    order by b.record_id limit ${MOST_HASHES}`);
}
