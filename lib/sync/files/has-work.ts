import 'server-only';
import { sql } from 'drizzle-orm';
import { TRACKED_TABLES } from '../../changelog/read';
import type { Db } from '../../db/client';

/** Changes since the files were last looked at: above this the step looks, and moves its marker. */
const MOST_SCANNED = 5_000;

/** Whether the step `files` has anything to look at; one cheap question, so that an idle run need not begin it. */
export async function hasFileWork(db: Db): Promise<boolean> {
  const [row] = await db.execute<{ work: boolean }>(sql`
    select m.value is null or (p.value->>'position')::bigint - (m.value->>'position')::bigint not between 0 and ${MOST_SCANNED}
        or exists (select 1 from change_log where origin_site = 0 and table_id = ${TRACKED_TABLES.attachments}
          and position > (m.value->>'position')::bigint and position <= (p.value->>'position')::bigint)
        or m.value->'scan' <> 'null' or m.value->'open' <> '[]'
        or exists (select 1 from stored_files where stored_at is null)
        or exists (select 1 from sync_buffer where source_site_id = 0 and table_name = 'attachments' and action = 'upsert') as work
    from (select 1) one
    left join sync_state m on m.key = 'files-sent' left join sync_state p on p.key = 'push-cursor'`);
  return row?.work ?? true;
}
