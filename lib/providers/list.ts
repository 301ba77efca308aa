import 'server-only';
import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { providers } from '../db/schema/providers';

export interface ProviderSummary {
  id: string;
  name: string;
  number: string | null;
  openimmoAnid: string | null;
  email: string | null;
  phone: string | null;
  updatedAt: Date;
  /** Active properties, of this installation and of others. */
  properties: number;
}

/** A network has hundreds of providers, not thousands: they come as one list. */
const MOST_PROVIDERS = 2_000;

const columns = {
  id: providers.id,
  name: providers.name,
  number: providers.number,
  openimmoAnid: providers.openimmoAnid,
  email: providers.email,
  phone: providers.phone,
  updatedAt: providers.updatedAt,
  properties: sql<number>`(
    select count(*)::int from properties p where p.provider_id = "providers"."id" and p.state = 'active')`,
};

/** All providers by name. */
export function listProviders(db: Db): Promise<ProviderSummary[]> {
  return db.select(columns).from(providers).orderBy(asc(providers.name), asc(providers.id)).limit(MOST_PROVIDERS);
}

/** Null: there is none of that id. */
export async function getProvider(db: Db, id: string): Promise<ProviderSummary | null> {
  const [row] = await db.select(columns).from(providers).where(eq(providers.id, id));
  return row ?? null;
}
