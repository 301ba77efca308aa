import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

/**
 * Knowing a hash grants no file. Who uploaded a file has proved to have it, so each site uploads also what the central
 * server already got from another one; bytes are stored once. A site reads what it uploaded, and what stands in an attachment
 * that it may see whose owner uploaded it.
 */

/** wanted: upload it · unknown: no record of this site refers to it · stored: nothing to do. */
export type FileNeed = 'wanted' | 'unknown' | 'stored';

export async function findNeeds(db: Db, siteId: number, sha256s: readonly string[]): Promise<Map<string, FileNeed>> {
  if (sha256s.length === 0) return new Map();
  const rows = await db.execute<{ sha256: string; need: FileNeed }>(sql`
    select h.sha256, case
        when f.stored_at is not null and u.sha256 is not null then 'stored'
        when exists (select 1 from attachments a where a.file_sha256 = h.sha256 and a.origin_site_id = ${siteId}) then 'wanted'
        else 'unknown' end as need
    from ${listed(sha256s)} h
    left join stored_files f on f.sha256 = h.sha256
    left join file_uploads u on u.sha256 = h.sha256 and u.site_id = ${siteId}`);
  return new Map(rows.map((row) => [row.sha256, row.need]));
}

/** Of these files those that the site may read and that are stored here, with their sizes. */
export async function findReadable(db: Db, siteId: number, sha256s: readonly string[]): Promise<Map<string, number>> {
  if (sha256s.length === 0) return new Map();
  const rows = await db.execute<{ sha256: string; size: number }>(sql`
    select f.sha256, f.size_bytes::float8 as size
    from ${listed(sha256s)} h join stored_files f on f.sha256 = h.sha256
    where f.stored_at is not null and case
      when exists (select 1 from file_uploads u where u.site_id = ${siteId} and u.sha256 = f.sha256) then true
      else exists (
        select 1 from attachments a
        where a.file_sha256 = f.sha256 and a.origin_site_id in (select visible_origins(${siteId}))
          and exists (select 1 from file_uploads u where u.site_id = a.origin_site_id and u.sha256 = f.sha256)
          and attachment_visible(a, ${siteId})) end`);
  return new Map(rows.map((row) => [row.sha256, row.size]));
}

function listed(sha256s: readonly string[]) {
  return sql`(select distinct value as sha256 from jsonb_array_elements_text(${JSON.stringify(sha256s)}::text::jsonb))`;
}
