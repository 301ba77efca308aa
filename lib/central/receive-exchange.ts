import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { type ExchangeHead, MOST_BATCH_BYTES, MOST_RECORDS } from '../protocol/v1';
import { refusing } from '../records/database-refusal';
import { countSiteRun } from '../runs/days/count-site-runs';
import { siteTarget } from '../runs/run';
import { startRun } from '../runs/start';
import type { SiteCredentials } from './authenticate';

/** One of each record, as every site writes them. */
const RECORD = /"table":"(?:contacts|properties|attachments)"/g;

/**
 * A whole small run in one statement (drizzle/0006_exchange.sql): who calls, its records stored and integrated, what is new
 * for it. Answers the answer's text. What cannot be integrated at once waits for a run of its own.
 */
export async function receiveExchange(
  db: Db,
  from: SiteCredentials,
  head: ExchangeHead,
  records: string,
): Promise<string> {
  const [row] = await refusing(() =>
    db.execute<{ answer: string; site_id: number; waiting: number }>(sql`
      select * from exchange(${from.tokenHash}, ${from.installationId}::uuid, ${from.software}, ${from.mostPerMinute},
        ${JSON.stringify(head)}::text::jsonb, ${records}, ${MOST_RECORDS}, ${MOST_BATCH_BYTES})`),
  );
  if (!row) throw new Error('exchange answers one row');
  countSiteRun(db, { records: records.match(RECORD)?.length ?? 0, isLast: true });
  if (row.waiting > 0) await startRun(db, { target: siteTarget(row.site_id), trigger: 'push' });
  return row.answer;
}
