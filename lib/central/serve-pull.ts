import 'server-only';
import { sql } from 'drizzle-orm';
import { stampChanges } from '../changelog/read';
import type { Db } from '../db/client';
import { joinRecords } from '../protocol/split-records';
import { MOST_BATCH_BYTES, MOST_RECORDS, type PullAnswerHead, type PullRequest, type WireCursor } from '../protocol/v1';
import type { CallingSite } from './authenticate';

interface BatchRow extends Record<string, unknown> {
  records: string;
  n: number;
  more: boolean;
  doubt: boolean;
  cursor: WireCursor;
  total: number | null;
}

/**
 * The text of the next batch for a site: central data, or the remote data that it may see: what other sites share with it,
 * or (`own`) what it owns itself. What came from a site is not sent back to it otherwise.
 */
export async function servePull(db: Db, site: CallingSite, request: PullRequest): Promise<string> {
  await stampChanges(db);
  const count = request.remaining === null;
  const [row] = await db.execute<BatchRow>(sql`
    select b.records, b.n, b.more, b.doubt, b.cursor, case when ${count} then (
      select count(*)::int from change_log l where l.origin_site = any (b.origins) and l.table_id = any (b.tables)
        and l.position > b.range_start and l.position <= b.range_end) end as total
    from pull_batch(${site.id}, ${request.scope}, ${JSON.stringify(request.cursor)}::text::jsonb, ${request.own},
      ${MOST_RECORDS}, ${MOST_BATCH_BYTES}) b`);
  if (!row) throw new Error('pull_batch answers one row');
  const remaining = (row.total ?? request.remaining ?? 0) - row.n;
  const head: PullAnswerHead = {
    cursor: row.cursor,
    remaining: row.more ? Math.max(1, remaining) : 0,
    count: row.n,
    doubt: row.doubt ? 'cursor-unknown' : null,
  };
  return joinRecords(head, row.records);
}
