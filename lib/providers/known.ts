import 'server-only';
import { asc } from 'drizzle-orm';
import type { Db } from '../db/client';
import { providers } from '../db/schema/providers';
import type { KnownProvider } from './match';

/** Every provider with the ids that deliveries name it by. */
export function readKnownProviders(db: Db): Promise<KnownProvider[]> {
  const { id, number, openimmoAnid, name } = providers;
  return db.select({ id, number, openimmoAnid, name }).from(providers).orderBy(asc(id));
}
