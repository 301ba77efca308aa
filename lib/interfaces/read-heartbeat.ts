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

/** Of a silent provider so many of its last deliveries are looked at for the one through this interface. */
const MOST_LOOKED_BACK = 200;

/**
 * "No delivery from provider X for N days": per interface with such a rule and accepted provider, from the data. One that
 * accepts every provider is asked about those whose properties it brought. The same bytes once more are a delivery too; a
 * paused interface and one that began too lately say nothing. Longest silence first. However much was delivered, only the
 * days allowed are looked at; then, of who is silent, the last time.
 */
export async function readHeartbeat(db: Db, now: Date, interfaceId: string | null = null): Promise<Silence[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const recent = sql`m.interface_id = w.id and m.started_at >= ${at} - make_interval(days => w.most + 1)
    and m.finished_at >= ${at} - make_interval(days => w.most)`;
  const rows = await db.execute<Row>(sql`
    with recursive watched as (
      select i.id, i.name, i.created_at, (i.rules->>'heartbeatDays')::int as most from interfaces i
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
    lively as (
      select w.id, p.provider_id from watched w join imports m on ${recent}
      join plans p on p.import_id = m.id and p.state = 'applied'
      union
      select w.id, p.provider_id from watched w join imports m on ${recent} and m.state = 'unchanged'
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
    silent as (
      select l.id, l.provider_id, (
        select max(greatest(m.finished_at, (
          select max(u.finished_at) from imports u
          where u.interface_id = l.id and u.sha256 = m.sha256 and u.state = 'unchanged')))
        from (
          select * from plans p where p.provider_id = l.provider_id and p.state = 'applied'
          order by p.created_at desc limit ${MOST_LOOKED_BACK}) p
        join imports m on m.id = p.import_id and m.interface_id = l.id) as last
      from listed l where not exists (select from lively v where v.id = l.id and v.provider_id = l.provider_id)
      limit ${MOST})
    select w.id as interface_id, w.name as interface_name, v.id as provider_id, v.name as provider_name, s.last,
      floor(extract(epoch from ${at} - coalesce(s.last, w.created_at)) / 86400)::int as days
    from silent s join watched w on w.id = s.id left join providers v on v.id = s.provider_id
    where coalesce(s.last, w.created_at) < ${at} - make_interval(days => w.most)
    order by days desc, w.name, v.name`);
  return rows.map((row) => ({
    interfaceId: row.interface_id,
    interfaceName: row.interface_name,
    provider: row.provider_id === null ? null : { id: row.provider_id, name: row.provider_name ?? row.provider_id },
    lastAt: row.last === null ? null : new Date(row.last),
    days: row.days,
  }));
}
