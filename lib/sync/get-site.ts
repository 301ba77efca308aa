import 'server-only';
import { sql } from 'drizzle-orm';
import type { SiteSummary } from '../central/list-sites';
import type { Db } from '../db/client';

interface SiteRow extends Record<string, unknown> {
  id: number;
  name: string;
  softwareVersion: string | null;
  lastContactAt: string | null;
  lastSuccessAt: string | null;
  disabledAt: string | null;
  bound: boolean;
  waiting: number;
  problems: number;
  properties: number;
}

/** (central server) One site as the list of sites shows it; null: there is none of that number. */
export async function getSite(db: Db, siteId: number): Promise<SiteSummary | null> {
  const [row] = await db.execute<SiteRow>(sql`
    select s.id, s.name, s.software_version as "softwareVersion", s.last_contact_at as "lastContactAt",
      s.last_success_at as "lastSuccessAt", s.disabled_at as "disabledAt", s.installation_id is not null as bound,
      (select count(*)::int from sync_buffer b where b.source_site_id = s.id and b.problem is null) as waiting,
      (select count(*)::int from sync_buffer b where b.source_site_id = s.id and b.problem is not null) as problems,
      (select count(*)::int from properties p where p.origin_site_id = s.id and p.state in ('active', 'reference')) as properties
    from sites s where s.id = ${siteId}`);
  if (!row) return null;
  const toDate = (value: string | null) => (value === null ? null : new Date(value));
  return {
    ...row,
    lastContactAt: toDate(row.lastContactAt),
    lastSuccessAt: toDate(row.lastSuccessAt),
    disabledAt: toDate(row.disabledAt),
  };
}
