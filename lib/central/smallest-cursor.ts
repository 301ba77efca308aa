import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

const READER_DAYS = 90;

/**
 * (central server) Position in the changelog up to which every site has stored everything; 0 while nobody reads. Left out
 * are sites that are disabled, that have not called, or have not once ended a run well, for 90 days: they compare later.
 */
export async function readSmallestCursor(db: Db): Promise<number> {
  const ago = sql`now() - make_interval(days => ${READER_DAYS})`;
  const [row] = await db.execute<{ position: string | null }>(sql`
    select min(pulled_position) as position from sites
    where disabled_at is null and last_contact_at > ${ago} and coalesce(last_success_at, created_at) > ${ago}`);
  return Number(row?.position ?? 0);
}
