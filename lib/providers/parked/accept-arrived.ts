import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { readKnownProviders } from '../known';
import { matchProvider } from '../match';
import { type ParkedIds, settle } from './settle';

const MOST = 500;

/** Takes providers that were accepted before they were known here, and that have come by synchronisation; answers how many. */
export async function acceptArrived(db: Db): Promise<number> {
  const awaited = await db.execute<ParkedIds & Record<string, unknown>>(sql`
    select id, interface_id as "interfaceId", nullif(number, '') as number, nullif(openimmo_anid, '') as "openimmoAnid",
      name, email, phone
    from parked_providers where decision = 'accepted' and settled_at is null order by decided_at, id limit ${MOST}`);
  if (awaited.length === 0) return 0;
  const known = await readKnownProviders(db);
  let settled = 0;
  for (const parked of awaited) {
    const provider = matchProvider(parked, known);
    if (!provider) continue;
    await settle(db, parked, provider.id);
    settled++;
  }
  return settled;
}
