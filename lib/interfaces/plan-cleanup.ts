import 'server-only';
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';

/** property-trashed: deleted · replaced: it has other files now · never-used: the import that stored it applied nothing. */
export type CleanupReason = 'property-trashed' | 'replaced' | 'never-used';

export interface CleanupFile {
  sha256: string;
  /** The names under which it was delivered. */
  names: string[];
  propertyId: string | null;
  propertyLabel: string | null;
  sizeBytes: number;
  mediaType: string;
  storedAt: Date;
  reason: CleanupReason;
}

export interface CleanupPlan {
  files: CleanupFile[];
  totalBytes: number;
  /** There are more than are listed: clean up again afterwards. */
  more: boolean;
  /** Names exactly this list: only what was shown is removed. */
  hash: string;
}

const MOST_FILES = 1_000;

/** Of an interface with more of them this one looks only when asked to: it takes longer than a page should. */
const MOST_LOOKED_AT_ONCE = 5_000;

/** By its properties and by the files it stored beside them. */
export async function isLongLook(db: Db, interfaceId: string): Promise<boolean> {
  const [row] = await db.execute<{ long: boolean }>(sql`
    select exists (select from listed_properties where interface_id = ${interfaceId} offset ${MOST_LOOKED_AT_ONCE})
      or exists (select from file_origins where interface_id = ${interfaceId} offset ${MOST_LOOKED_AT_ONCE}) as long`);
  return row?.long ?? false;
}

/** Properties whose files are kept. */
export const KEEPING_STATES = sql.raw(`('active', 'reference', 'withdrawn')`);

/**
 * The files that this interface stored and that no active, reference or withdrawn property of any interface and no
 * import under way uses. Throws when it cannot look: an empty list means that there is nothing.
 */
export async function planCleanup(db: Db | Tx, interfaceId: string): Promise<CleanupPlan> {
  const rows = await db.execute<Record<string, unknown> & Omit<CleanupFile, 'storedAt'> & { storedAt: string }>(sql`
    select f.sha256, f.size_bytes::float8 as "sizeBytes", f.media_type as "mediaType", f.stored_at as "storedAt",
      o.names, p.id as "propertyId", coalesce(p.title, p.external_number, p.internal_number, p.obid) as "propertyLabel",
      case when exists (select 1 from attachments a where a.file_sha256 = f.sha256) then 'property-trashed'
        when p.id is not null then 'replaced' else 'never-used' end as reason
    from stored_files f
    join (
      select sha256, jsonb_agg(distinct name order by name) as names, (array_agg(property_id order by stored_at desc))[1] as property_id
      from file_places where interface_id = ${interfaceId} group by sha256) o on o.sha256 = f.sha256
    left join properties p on p.id = o.property_id
    where f.stored_at is not null and f.trashed_at is null and ${isUnused()}
    order by f.sha256 limit ${MOST_FILES + 1}`);
  const files = rows.slice(0, MOST_FILES).map((row) => ({ ...row, storedAt: new Date(row.storedAt) }));
  const hash = createHash('sha256').update(interfaceId);
  for (const { sha256 } of files) hash.update(sha256);
  return {
    files,
    totalBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    more: rows.length > MOST_FILES,
    hash: hash.digest('hex'),
  };
}

/** For a row `f` of stored_files. */
export function isUnused() {
  return sql`not exists (
      select 1 from attachments a join properties p on p.id = a.property_id
      where a.file_sha256 = f.sha256 and p.state in ${KEEPING_STATES})
    and not exists (
      select 1 from file_origins u join imports i on i.id = u.import_id where u.sha256 = f.sha256 and i.state = 'running')`;
}
