import 'server-only';
import { eq, or, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Db, Tx } from '../db/client';
import { providers } from '../db/schema/providers';
import {
  type HelloAnswer,
  type HelloRequest,
  type OfferedProvider,
  PROTOCOL_VERSIONS,
  SOFTWARE_VERSION,
} from '../protocol/v1';
import type { CallingSite } from './authenticate';

/** Answers who the caller is here, and the ids of the providers that it offers: known ones, or adopted ones. */
export async function receiveHello(
  db: Db,
  site: CallingSite,
  { providers: offered, begin }: z.infer<typeof HelloRequest>,
): Promise<HelloAnswer> {
  const session = await readSession(db, site, begin);
  const ids = await db.transaction(async (tx) => {
    const pairs: HelloAnswer['providers'] = [];
    for (const provider of offered) pairs.push({ offered: provider.id, id: await adoptProvider(tx, provider) });
    return pairs;
  });
  return {
    siteId: site.id,
    siteName: site.name,
    protocol: PROTOCOL_VERSIONS,
    software: SOFTWARE_VERSION,
    session,
    providers: ids,
    totals: await countTotals(db, site.id),
  };
}

/** The last session of the site; one that begins anew has stored nothing and seen nothing yet. */
async function readSession(db: Db, site: CallingSite, begin: boolean): Promise<number> {
  if (begin) {
    await db.execute(sql`delete from received_batches where site_id = ${site.id}`);
    await db.execute(sql`update sites set pushed_position = 0, pulled_position = 0 where id = ${site.id}`);
  }
  const [row] = await db.execute<{ session: string }>(
    sql`select push_session as session from sites where id = ${site.id}`,
  );
  return Number(row?.session ?? 0);
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
