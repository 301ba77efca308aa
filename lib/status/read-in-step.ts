import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { CENTRAL_TARGET } from '../runs/run';

/**
 * Since when every run with the central server ended well: the end of the first one after the last that did not. Null: there
 * is none. Runs that are no longer kept are not known to have failed.
 */
export async function readInStepSince(db: Db): Promise<Date | null> {
  const last = (state: 'failed' | 'problems') => sql`(
    select r.queued_at from runs r where r.target = ${CENTRAL_TARGET} and r.state = ${state} order by r.queued_at desc limit 1)`;
  const [row] = await db.execute<{ since: string | null }>(sql`
    select (
      select r.finished_at from runs r
      where r.target = ${CENTRAL_TARGET} and r.state = 'done'
        and r.queued_at > coalesce(greatest(${last('failed')}, ${last('problems')}), '-infinity')
      order by r.queued_at limit 1) as since`);
  return row?.since ? new Date(row.since) : null;
}
