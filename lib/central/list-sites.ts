import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';

export interface SiteSummary {
  id: number;
  name: string;
  softwareVersion: string | null;
  lastContactAt: Date | null;
  lastSuccessAt: Date | null;
  disabledAt: Date | null;
  bound: boolean;
  /** Records stored here and not yet integrated. */
  waiting: number;
  /** Records that could not be integrated. */
  problems: number;
  properties: number;
}

interface SiteRow extends Record<string, unknown> {
  id: number;
  name: string;
  software_version: string | null;
  last_contact_at: Date | null;
  last_success_at: Date | null;
  disabled_at: Date | null;
  bound: boolean;
  waiting: number;
  problems: number;
  properties: number;
}

export interface ListSitesInput {
  search?: string | undefined;
  cursor?: string | undefined;
  size?: number;
}

/** (central server) Sites by name. */
export async function listSites(db: Db, { search, cursor, size = 50 }: ListSitesInput): Promise<Page<SiteSummary>> {
  const after = decodeCursor(cursor, 2);
  const rows = await selectSites(
    db,
    sql`true ${search ? sql`and s.name ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}` : sql``}
      ${after ? sql`and (s.name, s.id) > (${after[0]}, ${after[1]}::int)` : sql``}`,
    size + 1,
  );
  return toPage(rows, size, (site) => [site.name, String(site.id)]);
}

/** (central server) One site; null: there is none of that number. */
export async function getSite(db: Db, siteId: number): Promise<SiteSummary | null> {
  return (await selectSites(db, sql`s.id = ${siteId}`, 1))[0] ?? null;
}

async function selectSites(db: Db, condition: SQL, limit: number): Promise<SiteSummary[]> {
  const rows = await db.execute<SiteRow>(sql`
    select s.id, s.name, s.software_version, s.last_contact_at, s.last_success_at, s.disabled_at,
      s.installation_id is not null as bound,
      (select count(*)::int from sync_buffer b where b.source_site_id = s.id and b.problem is null) as waiting,
      (select count(*)::int from sync_buffer b where b.source_site_id = s.id and b.problem is not null) as problems,
      (select count(*)::int from properties p where p.origin_site_id = s.id and p.state in ('active', 'reference')) as properties
    from sites s where ${condition} order by s.name, s.id limit ${limit}`);
  return rows.map(toSummary);
}

function toSummary(row: SiteRow): SiteSummary {
  return {
    id: row.id,
    name: row.name,
    softwareVersion: row.software_version,
    lastContactAt: toDate(row.last_contact_at),
    lastSuccessAt: toDate(row.last_success_at),
    disabledAt: toDate(row.disabled_at),
    bound: row.bound,
    waiting: row.waiting,
    problems: row.problems,
    properties: row.properties,
  };
}

function toDate(value: Date | string | null): Date | null {
  return value === null ? null : new Date(value);
}
