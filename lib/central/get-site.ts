import 'server-only';
import { sql } from 'drizzle-orm';
import { COUNT_CAP } from '../changelog/read';
import type { Db } from '../db/client';
import { type CappedCount, toCapped } from './capped-count';
import { type SiteSummary, summaryColumns, toDate, toSiteSummary } from './list-sites';

export interface SiteDetail extends SiteSummary {
  createdAt: Date | null;
  /** The site's count of its runs, as it told last. */
  session: number;
  /** Position in the site's changelog up to which everything is stored here. */
  pushedPosition: number;
  /** Position in this changelog up to which the site has stored everything, and where this changelog ends. */
  pulledPosition: number;
  lastPosition: number;
  /** Requests within the present minute; 0 when it is over. */
  requests: number;
}

/** (central server) One site; null: there is none of that number. */
export async function getSite(db: Db, siteId: number): Promise<SiteDetail | null> {
  const [row] = await db.execute<
    Parameters<typeof toSiteSummary>[0] & Record<'created_at' | 'session' | 'pushed' | 'pulled' | 'last', string>
  >(sql`
    select ${summaryColumns(COUNT_CAP)}, s.created_at, s.push_session as session, s.pushed_position as pushed,
      s.pulled_position as pulled, (select last_position from change_head) as last,
      case when rate_window_over(s.window_started_at) then 0 else s.window_requests end as requests
    from sites s where s.id = ${siteId}`);
  if (!row) return null;
  return {
    ...toSiteSummary(row, COUNT_CAP),
    createdAt: toDate(row.created_at),
    session: Number(row.session),
    pushedPosition: Number(row.pushed),
    pulledPosition: Number(row.pulled),
    lastPosition: Number(row.last),
    requests: Number(row.requests),
  };
}

export interface SiteHoldings {
  properties: CappedCount;
  contacts: CappedCount;
  attachments: CappedCount;
}

const HOLDINGS_CAP = 100_000;

/** (central server) How many records of a site are held here. */
export async function countSiteHoldings(db: Db, siteId: number): Promise<SiteHoldings> {
  const [row] = await db.execute<{ properties: number; contacts: number; attachments: number }>(sql`
    select (select count(*)::int from (
        select from properties where origin_site_id = ${siteId} limit ${HOLDINGS_CAP + 1}) c) as properties,
      (select count(*)::int from (
        select from contacts where origin_site_id = ${siteId} limit ${HOLDINGS_CAP + 1}) c) as contacts,
      (select count(*)::int from (
        select from properties p join attachments a on a.property_id = p.id
        where p.origin_site_id = ${siteId} limit ${HOLDINGS_CAP + 1}) c) as attachments`);
  if (!row) throw new Error('a count without a row');
  return {
    properties: toCapped(row.properties, HOLDINGS_CAP),
    contacts: toCapped(row.contacts, HOLDINGS_CAP),
    attachments: toCapped(row.attachments, HOLDINGS_CAP),
  };
}
