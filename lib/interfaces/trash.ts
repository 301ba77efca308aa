import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { removeLeftovers } from '../storage/remove-leftovers';
import { removeStoredFile } from '../storage/remove-stored-file';
import type { FileStorage } from '../storage/storage';
import { isUnused } from './plan-cleanup';

/** Days that a file stays in the trash. */
export const TRASH_DAYS = 30;

export interface TrashedFile {
  sha256: string;
  names: string[];
  propertyLabel: string | null;
  sizeBytes: number;
  mediaType: string;
  trashedAt: Date;
  /** Who cleaned up. */
  userName: string | null;
  /** When its bytes are removed for good. */
  removedAfter: Date;
}

/** An interface's files in the trash, last ones first. */
export async function listTrash(
  db: Db,
  interfaceId: string,
  { cursor, size = 100 }: { cursor?: string | undefined; size?: number } = {},
): Promise<Page<TrashedFile>> {
  const after = decodeCursor(cursor, 2);
  const rows = await db.execute<Record<string, unknown> & TrashedFile & { exact: string }>(sql`
    select f.sha256, f.size_bytes::float8 as "sizeBytes", f.media_type as "mediaType", f.trashed_at::text as exact,
      u.name as "userName", o.names, coalesce(p.title, p.external_number, p.internal_number, p.obid) as "propertyLabel"
    from stored_files f
    cross join lateral (
      select jsonb_agg(distinct name order by name) as names, (array_agg(property_id order by stored_at desc))[1] as property_id
      from file_places where interface_id = ${interfaceId} and sha256 = f.sha256 having count(*) > 0) o
    left join properties p on p.id = o.property_id
    left join users u on u.id = f.trashed_by
    where f.trashed_at is not null
      and ${after ? sql`(f.trashed_at, f.sha256) < (${after[0]}::timestamptz, ${after[1]}::text)` : sql`true`}
    order by f.trashed_at desc, f.sha256 desc limit ${size + 1}`);
  const page = toPage([...rows], size, (row) => [row.exact, row.sha256]);
  return { ...page, rows: page.rows.map(toTrashedFile) };
}

function toTrashedFile({ exact, ...row }: TrashedFile & { exact: string }): TrashedFile {
  const trashedAt = new Date(exact);
  return { ...row, trashedAt, removedAfter: new Date(trashedAt.getTime() + TRASH_DAYS * 86_400_000) };
}

/** Takes files of an interface out of the trash; answers how many. What is not in it is left alone. */
export async function restoreFiles(
  db: Db,
  { interfaceId, sha256s }: { interfaceId: string; sha256s: readonly string[] | 'all' },
): Promise<{ files: number }> {
  const chosen =
    sha256s === 'all'
      ? sql`true`
      : sql`f.sha256 in (select * from jsonb_array_elements_text(${JSON.stringify(sha256s)}::text::jsonb))`;
  const restored = await db.execute(sql`
    update stored_files f set trashed_at = null, trashed_by = null
    where f.trashed_at is not null and ${chosen}
      and exists (select 1 from file_places o where o.sha256 = f.sha256 and o.interface_id = ${interfaceId})
    returning f.sha256`);
  return { files: restored.length };
}

const PER_TRANSACTION = 100;

/** Removes for good what has been in the trash for 30 days, and what killed processes left behind; answers how many files. */
export async function purgeTrash(db: Db, files: FileStorage, now: Date): Promise<{ files: number }> {
  const before = new Date(now.getTime() - TRASH_DAYS * 86_400_000).toISOString();
  let removed = await removeLeftovers(files, now);
  for (let last = ''; ; ) {
    const batch = await purgeBatch(db, files, before, last);
    removed += batch.removed;
    if (batch.last === null) return { files: removed };
    last = batch.last;
  }
}

/** The rows are locked until their bytes are gone: an import that needs one waits, finds none, and stores it anew. */
async function purgeBatch(db: Db, files: FileStorage, before: string, last: string) {
  return db.transaction(async (tx) => {
    const locked = await tx.execute<{ sha256: string }>(sql`
      select sha256 from stored_files where trashed_at < ${before}::timestamptz and sha256 > ${last}
      order by sha256 limit ${PER_TRANSACTION} for update skip locked`);
    const ids = JSON.stringify(locked.map((row) => row.sha256));
    const unused = await tx.execute<{ sha256: string; referenced: boolean }>(sql`
      select f.sha256, exists (select 1 from attachments a where a.file_sha256 = f.sha256) as referenced
      from stored_files f where f.sha256 in (select * from jsonb_array_elements_text(${ids}::text::jsonb)) and ${isUnused()}`);
    for (const { sha256, referenced } of unused) {
      await removeStoredFile(files, sha256);
      // A property in the trash keeps its list of files; their bytes come back with its next delivery.
      if (referenced)
        await tx.execute(sql`update stored_files set stored_at = null, trashed_at = null where sha256 = ${sha256}`);
      else await tx.execute(sql`delete from stored_files where sha256 = ${sha256}`);
    }
    return { removed: unused.length, last: locked.at(-1)?.sha256 ?? null };
  });
}
