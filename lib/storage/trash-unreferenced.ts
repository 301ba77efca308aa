import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

/**
 * Files that came by synchronisation and that no record names any more, for example because sharing was withdrawn, go to the
 * trash, where they rest like any other; what interfaces stored is left to their cleanup. What a property needs leaves it.
 */
export async function trashUnreferenced(db: Db): Promise<void> {
  await db.execute(sql`
    update stored_files f set trashed_at = now()
    where f.trashed_at is null and f.stored_at < now() - interval '1 day'
      and not exists (select 1 from attachments a where a.file_sha256 = f.sha256)
      and not exists (select 1 from file_origins o where o.sha256 = f.sha256)
      and not exists (select 1 from sync_buffer b where b.table_name = 'attachments' and b.data->>'file_sha256' = f.sha256)`);
  await db.execute(sql`
    update stored_files f set trashed_at = null, trashed_by = null
    where f.trashed_at is not null and exists (
      select 1 from attachments a join properties p on p.id = a.property_id
      where a.file_sha256 = f.sha256 and p.state <> 'trashed')`);
  await db.execute(sql`
    delete from file_uploads u where not exists (select 1 from stored_files f where f.sha256 = u.sha256)`);
}
