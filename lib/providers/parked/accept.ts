import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { NotFoundError } from '../../errors';
import { createProvider } from '../create';
import { readKnownProviders } from '../known';
import { matchProvider } from '../match';
import { areProvidersReadOnly } from '../owner';
import { type ParkedIds, settle } from './settle';

export interface DecideInput {
  interfaceId: string;
  parkedId: string;
  userId: string | null;
}

/** accepted: its deliveries can be synchronised again · awaited: head office has to create it, then it is taken. */
export type Acceptance = 'accepted' | 'awaited';

/**
 * Takes a parked provider: a known one is added to those that the interface accepts, an unknown one is created. On a connected
 * site providers are central data: the acceptance is remembered until the provider comes by synchronisation.
 * Throws NotFoundError, or `provider-taken` when another provider has one of its ids.
 */
export async function acceptProvider(db: Db, { interfaceId, parkedId, userId }: DecideInput): Promise<Acceptance> {
  const [parked] = await db.execute<ParkedIds & Record<string, unknown>>(sql`
    select id, interface_id as "interfaceId", nullif(number, '') as number, nullif(openimmo_anid, '') as "openimmoAnid",
      name, email, phone
    from parked_providers where id = ${parkedId} and interface_id = ${interfaceId}`);
  if (!parked) throw new NotFoundError('provider', parkedId);
  const known = matchProvider(parked, await readKnownProviders(db));
  const providerId = known?.id ?? (await createUnlessCentral(db, parked));
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      update parked_providers set decision = 'accepted', decided_at = now(), decided_by = ${userId}, settled_at = null
      where id = ${parkedId}`);
    if (providerId !== null) await settle(tx, parked, providerId);
  });
  return providerId === null ? 'awaited' : 'accepted';
}

/** Null: only the central server may. */
async function createUnlessCentral(db: Db, { number, openimmoAnid, name, email, phone }: ParkedIds) {
  if (await areProvidersReadOnly(db)) return null;
  const input = { number, openimmoAnid, email, phone, name: (name ?? number ?? openimmoAnid ?? '–').slice(0, 200) };
  return (await createProvider(db, input)).id;
}
