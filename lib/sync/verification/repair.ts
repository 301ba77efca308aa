import 'server-only';
import { sql } from 'drizzle-orm';
import { OWN_ORIGIN, TRACKED_TABLES } from '../../changelog/read';
import type { Db } from '../../db/client';
import type { RepairCounts } from '../../db/schema/sync';
import { AppError } from '../../errors';
import type { OfferedProvider } from '../../protocol/v1';
import { type FetchedRecord, MOST_FETCHED } from '../../protocol/verify';
import { toIds } from '../../records/digest';
import type { RunContext } from '../../runs/run';
import type { CentralClient } from '../client';
import { USED_PROVIDER } from '../leave-central';
import { adoptCentralId } from '../prepare';
import { CENTRAL_SOURCE } from '../pull';
import { readConnection } from '../settings';
import { readState } from '../state';
import { integrateReceived } from '../transfer-records';
import type { Difference } from './compare-digests';
import { ask } from './compare-with-central';
import { groupBy } from './group-by';
import { planRepair, type RepairWay } from './plan-repair';

const BATCH = 10_000;
const SILENT = { done: 0, report: () => undefined };

type Part = Pick<Difference, 'scope' | 'table'> & { ids: string[] };

/**
 * Makes both sides the same: own records are noted as changed, to be sent by the next push; others are fetched again or
 * removed here at once. What cannot be integrated stays in the buffer with its reason, as ever.
 */
export async function repairDifferences(
  context: RunContext,
  client: CentralClient,
  differences: readonly Difference[],
  siteRestored: boolean,
): Promise<RepairCounts> {
  const deleted = await findDeleted(context.db, differences);
  const used = await findUsedProviders(context.db, differences);
  const ways = groupBy(differences, (difference) =>
    planRepair(difference, {
      siteRestored,
      deletedHere: deleted.has(difference.id),
      usedHere: used.has(difference.id),
    }),
  );
  const parts = (way: RepairWay) => split(ways.get(way) ?? []);
  const [changes, deletions] = [parts('send'), parts('send-deletion')];
  for (const part of changes) await noteChanged(context, part, 'U');
  for (const part of deletions) await noteChanged(context, part, 'D');
  const offers = (ways.get('offer') ?? []).map(({ id }) => id);
  if (offers.length > 0) await offerProviders(context, client, offers);
  // Before anything is fetched: what is removed may hold the number or the place of what comes.
  for (const part of parts('remove')) await bufferRemoval(context, part);
  if (ways.has('remove')) await integrateReceived(context, SILENT);
  let fetched = 0;
  for (const part of parts('fetch')) fetched += await fetchRecords(context, client, part);
  if (fetched > 0) await integrateReceived(context, SILENT);
  return { sent: count([...changes, ...deletions]) + offers.length, fetched, removed: ways.get('remove')?.length ?? 0 };
}

/** Own records that are missing here because they were deleted here. */
async function findDeleted(db: Db, differences: readonly Difference[]): Promise<Set<string>> {
  const ids = differences.filter(({ scope, kind }) => scope === 'own' && kind === 'missing-here').map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const rows = await db.execute<{ id: string }>(
    sql`select record_id as id from change_log where record_id = any(${toIds(ids)}) and action = 'D'`,
  );
  return new Set(rows.map((row) => row.id));
}

/** Providers that the central server does not have and own records here refer to. */
async function findUsedProviders(db: Db, differences: readonly Difference[]): Promise<Set<string>> {
  const ids = differences
    .filter(({ table, kind }) => table === 'providers' && kind === 'missing-there')
    .map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const rows = await db.execute<{ id: string }>(
    sql`select id from providers p where id = any(${toIds(ids)}) and ${USED_PROVIDER}`,
  );
  return new Set(rows.map((row) => row.id));
}

/** As on a first run: the central server adopts them, or says which of its own they are. */
async function offerProviders(context: RunContext, client: CentralClient, ids: string[]): Promise<void> {
  const connection = await readConnection(context.db);
  if (!connection) throw new AppError('not-connected');
  for (let from = 0; from < ids.length; from += BATCH) {
    const providers = await context.db.execute<OfferedProvider & Record<string, unknown>>(sql`
      select id, number, openimmo_anid as "openimmoAnid", name, email, phone from providers
      where id = any(${toIds(ids.slice(from, from + BATCH))})`);
    const answer = await client.hello({ siteName: connection.siteName, providers: [...providers], begin: false });
    await context.transaction(async (tx) => {
      for (const pair of answer.providers) await adoptCentralId(tx, pair);
    });
  }
}

async function noteChanged(context: RunContext, { table, ids }: Part, action: 'U' | 'D'): Promise<void> {
  await context.transaction((tx) =>
    tx.execute(sql`
      insert into change_inbox (record_id, table_id, origin_site, action)
      select id, ${TRACKED_TABLES[table]}, ${OWN_ORIGIN}, ${action}::"char" from unnest(${toIds(ids)}) id`),
  );
}

async function bufferRemoval(context: RunContext, { table, ids }: Part): Promise<void> {
  await context.transaction((tx) =>
    tx.execute(sql`
      insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action)
      select ${CENTRAL_SOURCE}, ${table}, id, origin_site_id, 'delete' from ${sql.identifier(table)}
      where id = any(${toIds(ids)}) and origin_site_id <> ${OWN_ORIGIN}
      on conflict (source_site_id, table_name, record_id) do update
      set origin_site_id = excluded.origin_site_id, action = excluded.action, data = null, attempts = 0, problem = null`),
  );
}

/** Into the buffer, in as many requests as it takes; what the central server no longer has is left alone. */
async function fetchRecords(context: RunContext, client: CentralClient, { scope, table, ids }: Part): Promise<number> {
  const registration = await readState(context.db, 'registration');
  if (!registration) throw new AppError('unexpected', { missing: 'registration' });
  let fetched = 0;
  let left = ids;
  while (left.length > 0) {
    const asked = left.slice(0, MOST_FETCHED);
    const { records, rest } = await ask(client, { ask: 'records', scope, table, ids: asked });
    if (rest.length >= asked.length) throw new AppError('central-unavailable', { reason: 'unexpected-form' });
    left = [...rest, ...left.slice(MOST_FETCHED)];
    fetched += records.length;
    await bufferRecords(context, table, registration.siteId, records);
  }
  return fetched;
}

async function bufferRecords(context: RunContext, table: Part['table'], siteId: number, records: FetchedRecord[]) {
  if (records.length === 0) return;
  const received = records.map((record) => ({ cursor: 0, table, action: 'upsert', ...record }));
  const text = JSON.stringify(received);
  await context.transaction(async (tx) => {
    await tx.execute(sql`select store_received(${CENTRAL_SOURCE}, ${siteId}, array[${table}], ${text}::text::jsonb)`);
    if (table !== 'properties') return;
    // Keys are only ever added; one that another site's property does not have goes.
    await tx.execute(sql`
      delete from property_keys k using jsonb_array_elements(${text}::text::jsonb) r
      where k.property_id = (r->>'id')::uuid and k.origin_site_id > 0
        and not r->'data'->'keys' @> jsonb_build_array(jsonb_build_object('kind', k.kind, 'value', k.value))`);
  });
}

/** By scope and table, at most BATCH records each. */
function split(differences: readonly Difference[]): Part[] {
  return [...groupBy(differences, ({ scope, table }) => `${scope}/${table}`).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { scope, table } = first;
    return Array.from({ length: Math.ceil(group.length / BATCH) }, (_, index) => ({
      scope,
      table,
      ids: group.slice(index * BATCH, (index + 1) * BATCH).map(({ id }) => id),
    }));
  });
}

function count(parts: readonly Part[]): number {
  return parts.reduce((sum, { ids }) => sum + ids.length, 0);
}
