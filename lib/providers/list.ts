import 'server-only';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';
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

const columns = {
  id: providers.id,
  name: providers.name,
  number: providers.number,
  openimmoAnid: providers.openimmoAnid,
  email: providers.email,
  phone: providers.phone,
  updatedAt: providers.updatedAt,
  /** Kept by the list of properties, moments behind (drizzle/0012). */
  properties: sql<number>`(
    select coalesce(sum(c.count), 0)::int from listed_counts c where c.provider_id = "providers"."id" and c.state = 'active')`,
};

export interface ListProvidersInput {
  /** Every word must be in name, number or ANID. */
  search?: string | undefined;
  cursor?: string | undefined;
  size?: number;
}

/** Providers by name. */
export async function listProviders(
  db: Db,
  { search, cursor, size = 50 }: ListProvidersInput = {},
): Promise<Page<ProviderSummary>> {
  const after = decodeCursor(cursor, 2);
  const rows = await db
    .select(columns)
    .from(providers)
    .where(
      and(
        ...wordsOf(search).map((word) => sql`strpos(${SEARCHED}, ${word}) > 0`),
        after && UUID.test(after[1] ?? '')
          ? sql`(${providers.name}, ${providers.id}) > (${after[0]}::text, ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(providers.name), asc(providers.id))
    .limit(size + 1);
  return toPage(rows, size, (row) => [row.name, row.id]);
}

const SEARCHED = sql`lower(concat_ws(' ', ${providers.name}, ${providers.number}, ${providers.openimmoAnid}))`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const wordsOf = (search = '') => search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);

/** Null: there is none of that id. */
export async function getProvider(db: Db, id: string): Promise<ProviderSummary | null> {
  const [row] = await db.select(columns).from(providers).where(eq(providers.id, id));
  return row ?? null;
}
