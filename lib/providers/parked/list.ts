import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { readKnownProviders } from '../known';
import { matchProvider } from '../match';

/**
 * waiting: for a person · awaited: accepted, and not known here yet, the central server has to bring it · accepted: it is
 * taken from now on · dismissed: left out.
 */
export type ParkedState = 'waiting' | 'awaited' | 'accepted' | 'dismissed';

export interface ParkedProvider {
  id: string;
  number: string | null;
  openimmoAnid: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  path: string;
  records: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  state: ParkedState;
  decidedAt: Date | null;
  /** Who decided. */
  userName: string | null;
  /** The known provider that it is; null: nobody here knows it. */
  known: { id: string; name: string } | null;
}

interface Row extends Record<string, unknown> {
  id: string;
  number: string;
  anid: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  path: string;
  records: number;
  first: string;
  last: string;
  decision: 'accepted' | 'dismissed' | null;
  decided: string | null;
  settled: boolean;
  user_name: string | null;
}

const MOST = 500;

/** Providers that came in deliveries of an interface and that it did not take, last ones first. */
export async function listParkedProviders(db: Db, interfaceId: string): Promise<ParkedProvider[]> {
  const [rows, known] = await Promise.all([
    db.execute<Row>(sql`
      select p.id, p.number, p.openimmo_anid as anid, p.name, p.email, p.phone, p.path, p.records, p.first_seen_at as first,
        p.last_seen_at as last, p.decision, p.decided_at as decided, p.settled_at is not null as settled, u.name as user_name
      from parked_providers p left join users u on u.id = p.decided_by
      where p.interface_id = ${interfaceId} order by p.last_seen_at desc, p.id desc limit ${MOST}`),
    readKnownProviders(db),
  ]);
  return rows.map((row) => {
    const ids = { number: row.number || null, openimmoAnid: row.anid || null };
    const match = matchProvider(ids, known);
    return {
      id: row.id,
      ...ids,
      name: row.name,
      email: row.email,
      phone: row.phone,
      path: row.path,
      records: row.records,
      firstSeenAt: new Date(row.first),
      lastSeenAt: new Date(row.last),
      state: stateOf(row),
      decidedAt: row.decided === null ? null : new Date(row.decided),
      userName: row.user_name,
      known: match && { id: match.id, name: match.name },
    };
  });
}

function stateOf({ decision, settled }: Row): ParkedState {
  if (decision === null) return 'waiting';
  if (decision === 'dismissed') return 'dismissed';
  return settled ? 'accepted' : 'awaited';
}

/** How many wait for a person, by interface. */
export async function countParkedProviders(db: Db): Promise<Map<string, number>> {
  const rows = await db.execute<{ id: string; count: number }>(sql`
    select interface_id as id, count(*)::int as count from parked_providers where decision is null group by interface_id`);
  return new Map(rows.map((row) => [row.id, row.count]));
}
