import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

/** What this installation holds, for the overview. */
export interface HoldingCounts {
  properties: number;
  published: number;
  /** Absent from a full transfer, or in the trash. */
  removed: number;
  contacts: number;
  attachments: number;
  providers: number;
}

export async function countHoldings(db: Db): Promise<HoldingCounts> {
  const [row] = await db.execute<HoldingCounts & Record<string, unknown>>(sql`
    select count(*) filter (where state in ('active', 'reference'))::int as properties,
      count(*) filter (where state in ('active', 'reference') and published)::int as published,
      count(*) filter (where state in ('withdrawn', 'trashed'))::int as removed,
      (select count(*)::int from contacts) as contacts,
      (select count(*)::int from attachments) as attachments,
      (select count(*)::int from providers) as providers
    from properties`);
  if (!row) throw new Error('a count without a row');
  return row;
}

/** (central server) How its sites are. */
export interface SiteCounts {
  sites: number;
  disabled: number;
  /** Sites that have not called for a day, or never. */
  silent: number;
  /** Records stored and not yet integrated. */
  waiting: number;
  /** Records that could not be integrated, and of how many sites. */
  problems: number;
  sitesWithProblems: number;
  lastContactAt: Date | null;
}

export async function countSites(db: Db): Promise<SiteCounts> {
  const [row] = await db.execute<Omit<SiteCounts, 'lastContactAt'> & { lastContactAt: string | null }>(sql`
    select count(*)::int as sites, count(*) filter (where disabled_at is not null)::int as disabled,
      count(*) filter (where disabled_at is null and coalesce(last_contact_at < now() - interval '1 day', true))::int as silent,
      max(last_contact_at) as "lastContactAt",
      (select count(*)::int from sync_buffer where problem is null) as waiting,
      (select count(*)::int from sync_buffer where problem is not null) as problems,
      (select count(distinct source_site_id)::int from sync_buffer where problem is not null) as "sitesWithProblems"
    from sites`);
  if (!row) throw new Error('a count without a row');
  return { ...row, lastContactAt: row.lastContactAt === null ? null : new Date(row.lastContactAt) };
}
