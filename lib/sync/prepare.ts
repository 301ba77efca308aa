import 'server-only';
import { eq, inArray, sql } from 'drizzle-orm';
import { OWN_ORIGIN, RECEIVED_ORIGIN, stampChanges, TRACKED_TABLES, writeOnBehalfOf } from '../changelog/read';
import type { Db, Tx } from '../db/client';
import { providers } from '../db/schema/providers';
import { type HelloAnswer, type OfferedProvider, REMOTE_TABLES } from '../protocol/v1';
import type { RunContext, StepProgress } from '../runs/run';
import { adoptKnownRecords } from './adopt-known-records';
import type { CentralClient } from './client';
import { pullChanges } from './pull';
import { writeState } from './state';

/**
 * First run: registers this installation and offers the providers that were edited here until now. The central server
 * answers its ids; the rows that refer to them are re-pointed in one transaction, and from now on central values win. Then
 * it fetches what the central server holds of this site, so that records that both know get one id.
 */
export async function prepareFirstRun(
  context: RunContext,
  client: CentralClient,
  siteName: string,
  progress: StepProgress,
): Promise<void> {
  const offered = await listOwnProviders(context.db);
  await stampChanges(context.db);
  const answer = await client.hello({ siteName, providers: offered, begin: true });
  await context.transaction(async (tx) => {
    for (const pair of answer.providers) await adoptCentralId(tx, pair);
    await sendEverything(tx);
    await writeState(tx, 'registration', { siteId: answer.siteId });
    await writeState(tx, 'push-session', { session: answer.session });
  });
  await pullChanges(context, client, { what: 'own', siteId: answer.siteId }, progress);
  await context.transaction((tx) => adoptKnownRecords(tx));
}

/** What this site owns goes to a new central server whole, also what another one had given back to it. */
async function sendEverything(tx: Tx): Promise<void> {
  for (const table of REMOTE_TABLES) {
    await tx.execute(sql`
      update change_log c set origin_site = ${OWN_ORIGIN} from ${sql.identifier(table)} t
      where c.table_id = ${TRACKED_TABLES[table]} and c.record_id = t.id and t.origin_site_id = ${OWN_ORIGIN}
        and c.origin_site <> ${OWN_ORIGIN}`);
  }
}

async function listOwnProviders(db: Db): Promise<OfferedProvider[]> {
  return db
    .select({
      id: providers.id,
      number: providers.number,
      openimmoAnid: providers.openimmoAnid,
      name: providers.name,
      email: providers.email,
      phone: providers.phone,
    })
    .from(providers)
    .where(eq(providers.originSiteId, OWN_ORIGIN));
}

/** From now on the provider has the central server's id here, and its values come from there. */
export async function adoptCentralId(tx: Tx, { offered, id }: HelloAnswer['providers'][number]): Promise<void> {
  await writeOnBehalfOf(tx, RECEIVED_ORIGIN);
  if (offered === id) {
    await tx.update(providers).set({ originSiteId: RECEIVED_ORIGIN }).where(eq(providers.id, id));
    return;
  }
  const rows = await tx
    .select()
    .from(providers)
    .where(inArray(providers.id, [offered, id]));
  const own = rows.find((row) => row.id === offered);
  if (!own) return;
  if (!rows.some((row) => row.id === id)) {
    await tx.update(providers).set({ number: null, openimmoAnid: null }).where(eq(providers.id, offered));
    await tx.insert(providers).values({ ...own, id, originSiteId: RECEIVED_ORIGIN });
  }
  await repoint(tx, offered, id);
  await writeOnBehalfOf(tx, RECEIVED_ORIGIN);
  await tx.delete(providers).where(eq(providers.id, offered));
}

/** Contacts and properties are this site's own: their new provider is sent with the next push. */
async function repoint(tx: Tx, from: string, to: string): Promise<void> {
  await writeOnBehalfOf(tx, OWN_ORIGIN);
  for (const table of ['contacts', 'properties', 'property_keys', 'plans']) {
    await tx.execute(sql`update ${sql.identifier(table)} set provider_id = ${to} where provider_id = ${from}`);
  }
  await tx.execute(sql`
    insert into interface_providers (interface_id, provider_id)
    select interface_id, ${to}::uuid from interface_providers where provider_id = ${from} on conflict do nothing`);
  await tx.execute(sql`delete from interface_providers where provider_id = ${from}`);
}
