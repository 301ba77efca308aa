import 'server-only';
import { sql } from 'drizzle-orm';
import { COUNT_CAP } from '../changelog/read';
import type { Db } from '../db/client';
import { type CappedCount, toCapped } from './capped-count';
import { toDate } from './list-sites';
import { DISABLED, MOST_NAMED, SILENT } from './sites-by-need';

/** (central server) How its sites are. A site that is disabled counts as that and nothing else. */
export interface SiteCounts {
  sites: number;
  disabled: number;
  /** Called, but not for more than a day. */
  silent: number;
  never: number;
  withProblems: CappedCount;
  lastContactAt: Date | null;
  /** Records stored and not yet integrated. */
  waiting: CappedCount;
  /** Records that could not be integrated. */
  problems: CappedCount;
}

interface CountRow extends Record<string, unknown> {
  sites: number;
  disabled: number;
  silent: number;
  never: number;
  with_problems: number;
  last_contact_at: string | null;
  waiting: number;
  problems: number;
}

/** One statement of looks into indexes; what has no bound is counted up to a cap. */
export async function countSites(db: Db): Promise<SiteCounts> {
  const [row] = await db.execute<CountRow>(sql`
    select (select count(*)::int from sites) as sites,
      (select count(*)::int from sites s where ${DISABLED}) as disabled,
      (select count(*)::int from sites s where not ${DISABLED} and ${SILENT}) as silent,
      (select count(*)::int from sites s where not ${DISABLED} and s.contact_day is null) as never,
      (select count(*)::int from (
        select from sites_with_problems(null) p join sites s on s.id = p where not ${DISABLED} limit ${MOST_NAMED + 1}) c)
        as with_problems,
      (select max(last_contact_at) from sites where contact_day = (select max(contact_day) from sites)) as last_contact_at,
      (select count(*)::int from (
        select from sync_buffer where source_site_id > 0 and problem is null limit ${COUNT_CAP + 1}) c) as waiting,
      (select count(*)::int from (
        select from sync_buffer where source_site_id > 0 and problem is not null limit ${COUNT_CAP + 1}) c) as problems`);
  if (!row) throw new Error('a count without a row');
  const { sites, disabled, silent, never } = row;
  return {
    sites,
    disabled,
    silent,
    never,
    withProblems: toCapped(row.with_problems, MOST_NAMED),
    lastContactAt: toDate(row.last_contact_at),
    waiting: toCapped(row.waiting, COUNT_CAP),
    problems: toCapped(row.problems, COUNT_CAP),
  };
}
