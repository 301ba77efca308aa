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
 * accepts every provider is asked about those whose properties it brought. The same bytes once more are a delivery too; a
 * paused interface and one that began too lately say nothing. Longest silence first. However much was delivered, of each
 * provider only the last time is looked at, and of what came once more the days allowed.
 */
export async function readHeartbeat(db: Db, now: Date, interfaceId: string | null = null): Promise<Silence[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = await db.execute<Row>(sql`
    with recursive watched as (
      select i.id, i.name, i.created_at, ${at} - make_interval(days => (i.rules->>'heartbeatDays')::int) as since from interfaces i
      where (i.rules->>'heartbeatDays')::int > 0 and coalesce(i.paused_until, '-infinity') <= ${at}
        and (${interfaceId}::uuid is null or i.id = ${interfaceId}::uuid)),
    brought as (
      (select provider_id, interface_id from properties
        where origin_site_id = 0 and interface_id is not null and exists (select from watched)
        order by provider_id, interface_id limit 1)
      union all
      select n.provider_id, n.interface_id from brought b cross join lateral (
        select p.provider_id, p.interface_id from properties p
        where p.origin_site_id = 0 and p.interface_id is not null and (p.provider_id, p.interface_id) > (b.provider_id, b.interface_id)
        order by p.provider_id, p.interface_id limit 1) n),
    again as materialized (
      select distinct w.id, p.provider_id from watched w
      join imports m on m.interface_id = w.id and m.state = 'unchanged' and m.finished_at >= w.since
      join imports a on a.interface_id = w.id and a.sha256 = m.sha256
      join plans p on p.import_id = a.id and p.state = 'applied'),
    listed as (
      select w.id, ip.provider_id from watched w join interface_providers ip on ip.interface_id = w.id
      union
      select w.id, b.provider_id from watched w join brought b on b.interface_id = w.id
      where not exists (select 1 from interface_providers ip where ip.interface_id = w.id)
      union
      select w.id, null from watched w
      where not exists (select 1 from interface_providers ip where ip.interface_id = w.id)
        and not exists (select 1 from brought b where b.interface_id = w.id)),
    heard as materialized (
      select l.id, l.provider_id, f.finished_at, f.sha256 from listed l left join lateral (
        select m.finished_at, m.sha256 from plans p join imports m on m.id = p.import_id
        where p.provider_id = l.provider_id and p.interface_id = l.id and p.state = 'applied' and m.finished_at is not null
        order by p.created_at desc limit 1) f on true),
    silent as (
      select h.id, h.provider_id, greatest(h.finished_at, (
        select max(u.finished_at) from imports u
        where u.interface_id = h.id and u.sha256 = h.sha256 and u.state = 'unchanged')) as last
      from heard h join watched w on w.id = h.id
      where coalesce(h.finished_at, w.created_at) < w.since
        and not exists (select from again g where g.id = h.id and g.provider_id = h.provider_id))
    select w.id as interface_id, w.name as interface_name, v.id as provider_id, v.name as provider_name, s.last,
      floor(extract(epoch from ${at} - coalesce(s.last, w.created_at)) / 86400)::int as days
    from silent s join watched w on w.id = s.id left join providers v on v.id = s.provider_id
    order by days desc, w.name, v.name limit ${MOST}`);
  return rows.map((row) => ({
    interfaceId: row.interface_id,
    interfaceName: row.interface_name,
    provider: row.provider_id === null ? null : { id: row.provider_id, name: row.provider_name ?? row.provider_id },
    lastAt: row.last === null ? null : new Date(row.last),
    days: row.days,
  }));
}
