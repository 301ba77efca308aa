import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client';

/** A provider of a delivery that its interface did not take. */
export interface RefusedProvider {
  number: string | null;
  openimmoAnid: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  records: number;
}

export interface ParkInput {
  interfaceId: string;
  /** The delivery that names them. */
  path: string;
  providers: readonly RefusedProvider[];
}

const MOST = 1_000;

/**
 * Remembers providers until somebody accepts or dismisses them; once for an interface and its ids, however often they come.
 * Who was dismissed stays so; who was accepted, and is refused again, waits anew.
 */
export async function parkProviders(db: Db | Tx, { interfaceId, path, providers }: ParkInput): Promise<void> {
  const rows = providers.slice(0, MOST).flatMap(({ number, openimmoAnid, name, email, phone, records }) => {
    if (number === null && openimmoAnid === null) return [];
    return [{ number: number ?? '', anid: openimmoAnid ?? '', name, email, phone, records }];
  });
  if (rows.length === 0) return;
  await db.execute(sql`
    insert into parked_providers as p (id, interface_id, number, openimmo_anid, name, email, phone, path, records)
    select distinct on (number, anid) gen_random_uuid(), ${interfaceId}::uuid, number, anid, name, email, phone, ${path}, records
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r(number text, anid text, name text, email text, phone text, records int)
    order by number, anid
    on conflict (interface_id, number, openimmo_anid) do update set name = coalesce(excluded.name, p.name),
      email = coalesce(excluded.email, p.email), phone = coalesce(excluded.phone, p.phone), path = excluded.path,
      records = excluded.records, last_seen_at = now(),
      decision = case when p.decision = 'accepted' and p.settled_at is not null then null else p.decision end,
      decided_at = case when p.decision = 'accepted' and p.settled_at is not null then null else p.decided_at end,
      decided_by = case when p.decision = 'accepted' and p.settled_at is not null then null else p.decided_by end,
      settled_at = null`);
}
