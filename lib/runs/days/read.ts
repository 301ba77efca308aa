import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';

export const SHOWN_DAYS = 30;

/** What ended on one day. */
export interface RunDay {
  /** `YYYY-MM-DD` on a clock in the site's zone. */
  day: string;
  done: number;
  /** Ended with problems, or cancelled. */
  problems: number;
  failed: number;
  /** Records that these runs sent, received or wrote. */
  records: number;
}

/**
 * The last days with today as the last one, a row for each: runs by how they ended, and their records. Out of counts by
 * quarters of an hour, which the database keeps as runs end (drizzle/0012): the runs themselves are not looked at. What a site
 * sent was counted as it came, so that a run which integrates it (kind `site`) adds no records.
 */
export async function readRunDays(
  db: Db,
  { now, timeZone, days = SHOWN_DAYS }: { now: Date; timeZone: string; days?: number },
): Promise<RunDay[]> {
  const rows = await db.execute<RunDay & Record<string, unknown>>(sql`
    with d as (
      select g::date as day, g at time zone ${timeZone} as since, (g + interval '1 day') at time zone ${timeZone} as until
      from generate_series(
        ((${now.toISOString()}::timestamptz at time zone ${timeZone})::date - ${days - 1}::int)::timestamp,
        (${now.toISOString()}::timestamptz at time zone ${timeZone})::date::timestamp, interval '1 day') g)
    select d.day::text as day, coalesce(sum(q.runs) filter (where q.state = 'done'), 0)::int as done,
      coalesce(sum(q.runs) filter (where q.state in ('problems', 'cancelled')), 0)::int as problems,
      coalesce(sum(q.runs) filter (where q.state = 'failed'), 0)::int as failed,
      coalesce(sum(q.records) filter (where q.kind <> 'site'), 0)::float8 as records
    from d left join run_quarters q on q.quarter >= d.since and q.quarter < d.until
    group by d.day order by d.day`);
  return [...rows];
}
