import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { PushAnswer, type PushHead } from '../protocol/v1';
import { refusing } from '../records/database-refusal';
import { countSiteRun } from '../runs/days/count-site-runs';
import { siteTarget } from '../runs/run';
import { startRun } from '../runs/start';
import type { CallingSite } from './authenticate';

/**
 * Takes a batch, or keeps it in the buffer where a record of it is refused (drizzle/0011_take_records.sql); a batch sent
 * twice changes nothing and gets the first answer. The owner of every record is the calling site, whatever the records say.
 * The last batch lets what lies in the buffer be integrated. Throws `session-superseded` for a request of an older session
 * than the last, `record-refused` for an unknown table.
 */
export async function receivePush(db: Db, site: CallingSite, head: PushHead, records: string): Promise<PushAnswer> {
  const [row] = await refusing(() =>
    db.execute<{ answer: unknown }>(
      sql`select receive_push(${site.id}, ${JSON.stringify(head)}::text::jsonb, ${records}) as answer`,
    ),
  );
  if (head.remaining === 0 && (await isWaiting(db, site))) {
    await startRun(db, { target: siteTarget(site.id), trigger: 'push' });
  }
  const answer = PushAnswer.parse(row?.answer);
  countSiteRun(db, { records: answer.stored, isLast: head.remaining === 0 });
  return answer;
}

async function isWaiting(db: Db, site: CallingSite): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 from sync_buffer where source_site_id = ${site.id} and problem is null limit 1`,
  );
  return rows.length > 0;
}
