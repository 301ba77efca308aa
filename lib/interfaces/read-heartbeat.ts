import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

/** A provider that an interface has had no delivery from for longer than its rule allows. */
export interface Silence {
  interfaceId: string;
  interfaceName: string;
  /** Null: the interface takes every provider, and none ever delivered. */
  provider: { id: string; name: string } | null;
  /** When the last delivery that was applied came; null: there never was one. */
  lastAt: Date | null;
  /** Full days since then, or since the interface was made. */
  days: number;
}

interface Row extends Record<string, unknown> {
  interface_id: string;
  interface_name: string;
  provider_id: string | null;
  provider_name: string | null;
  last: string | null;
  days: number;
}

const MOST = 500;

/**
 * "No delivery from provider X for N days": per interface with such a rule and accepted provider, from the data. One that
 * accepts every provider is asked about those that delivered before. The same bytes once more are a delivery too; a paused
 * interface and one that began too lately say nothing. Longest silence first.
 */
export async function readHeartbeat(db: Db, now: Date, interfaceId: string | null = null): Promise<Silence[]> {
  const rows = await db.execute<Row>(sql`
    with watched as (
      select i.id, i.name, i.created_at, (i.rules->>'heartbeatDays')::int as most from interfaces i
      where (i.rules->>'heartbeatDays')::int > 0 and coalesce(i.paused_until, '-infinity') <= ${now.toISOString()}::timestamptz
        and (${interfaceId}::uuid is null or i.id = ${interfaceId}::uuid)),
    applied as (
      select w.id, p.provider_id, max(greatest(m.finished_at, again.at)) as last
      from watched w join imports m on m.interface_id = w.id join plans p on p.import_id = m.id and p.state = 'applied'
      left join lateral (
        select max(u.finished_at) as at from imports u
        where u.interface_id = w.id and u.state = 'unchanged' and u.sha256 = m.sha256) again on true
      group by w.id, p.provider_id),
    listed as (
      select w.id, ip.provider_id from watched w join interface_providers ip on ip.interface_id = w.id
      union
      select a.id, a.provider_id from applied a
      where not exists (select 1 from interface_providers ip where ip.interface_id = a.id)
      union
      select w.id, null from watched w
      where not exists (select 1 from interface_providers ip where ip.interface_id = w.id)
        and not exists (select 1 from applied a where a.id = w.id))
    select w.id as interface_id, w.name as interface_name, v.id as provider_id, v.name as provider_name, a.last,
      floor(extract(epoch from ${now.toISOString()}::timestamptz - coalesce(a.last, w.created_at)) / 86400)::int as days
    from listed l join watched w on w.id = l.id left join providers v on v.id = l.provider_id
    left join applied a on a.id = l.id and a.provider_id = l.provider_id
    where coalesce(a.last, w.created_at) < ${now.toISOString()}::timestamptz - make_interval(days => w.most)
    order by days desc, w.name, v.name limit ${MOST}`);
  return rows.map((row) => ({
    interfaceId: row.interface_id,
    interfaceName: row.interface_name,
    provider: row.provider_id === null ? null : { id: row.provider_id, name: row.provider_name ?? row.provider_id },
    lastAt: row.last === null ? null : new Date(row.last),
    days: row.days,
  }));
}
