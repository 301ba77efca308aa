import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { PushAnswer, type PushHead } from '../protocol/v1';
import { refusing } from '../records/database-refusal';
import { siteTarget } from '../runs/run';
import { startRun } from '../runs/start';
import type { CallingSite } from './authenticate';

/**
 * Stores a batch in the buffer; a batch sent twice changes nothing and gets the first answer. The owner of every record
 * is the calling site, whatever the records say. The last batch lets the site's records be integrated. Throws
 * `session-superseded` for a request of an older session than the last, `record-refused` for an unknown table.
 */
export async function receivePush(db: Db, site: CallingSite, head: PushHead, records: string): Promise<PushAnswer> {
  const [row] = await refusing(() =>
    db.execute<{ answer: unknown }>(
      sql`select receive_push(${site.id}, ${JSON.stringify(head)}::text::jsonb, ${records}) as answer`,
    ),
  );
  if (head.remaining === 0) await startRun(db, { target: siteTarget(site.id), trigger: 'push' });
  return PushAnswer.parse(row?.answer);
}
