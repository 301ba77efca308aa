import 'server-only';
import { asc } from 'drizzle-orm';
import type { Db } from '../db/client';
import { providers } from '../db/schema/providers';

export interface ProviderName {
  id: string;
  name: string;
}

const MOST = 2_000;

/** Providers by name, to choose one. */
export function listProviderNames(db: Db): Promise<ProviderName[]> {
  return db
    .select({ id: providers.id, name: providers.name })
    .from(providers)
    .orderBy(asc(providers.name), asc(providers.id))
    .limit(MOST);
}
