import 'server-only';
import { eq, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import { providers } from '../db/schema/providers';
import { type HelloAnswer, type OfferedProvider, PROTOCOL_VERSION, SOFTWARE_VERSION } from '../protocol/v1';
import type { CallingSite } from './authenticate';

/** Answers who the caller is here, and the ids of the providers that it offers: known ones, or adopted ones. */
export async function receiveHello(db: Db, site: CallingSite, offered: OfferedProvider[]): Promise<HelloAnswer> {
  const ids = await db.transaction(async (tx) => {
    const pairs: HelloAnswer['providers'] = [];
    for (const provider of offered) pairs.push({ offered: provider.id, id: await adoptProvider(tx, provider) });
    return pairs;
  });
  return {
    siteId: site.id,
    siteName: site.name,
    protocol: { min: PROTOCOL_VERSION, max: PROTOCOL_VERSION },
    software: SOFTWARE_VERSION,
    providers: ids,
    totals: await countTotals(db, site.id),
  };
}

/** Matched by openimmo_anid, else by number; what is not known is adopted, and central values win. */
async function adoptProvider(tx: Tx, offered: OfferedProvider): Promise<string> {
  await tx.insert(providers).values(offered).onConflictDoNothing();
  const known = await tx
    .select({ id: providers.id })
    .from(providers)
    .where(
      or(
        eq(providers.id, offered.id),
        offered.openimmoAnid === null ? undefined : eq(providers.openimmoAnid, offered.openimmoAnid),
        offered.number === null ? undefined : eq(providers.number, offered.number),
      ),
    )
    .orderBy(
      sql`(${providers.openimmoAnid} is not distinct from ${offered.openimmoAnid} and ${offered.openimmoAnid}::text is not null) desc`,
      sql`(${providers.number} is not distinct from ${offered.number} and ${offered.number}::text is not null) desc`,
    )
    .limit(1);
  return known[0]?.id ?? offered.id;
}

async function countTotals(db: Db, siteId: number): Promise<Record<string, number>> {
  const [row] = await db.execute<{ contacts: number; properties: number; attachments: number }>(sql`
    select (select count(*)::int from contacts where origin_site_id = ${siteId}) as contacts,
      (select count(*)::int from properties where origin_site_id = ${siteId}) as properties,
      (select count(*)::int from attachments where origin_site_id = ${siteId}) as attachments`);
  return { contacts: row?.contacts ?? 0, properties: row?.properties ?? 0, attachments: row?.attachments ?? 0 };
}
