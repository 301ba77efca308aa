import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { registerSite } from '@/lib/central/register-site';
import { stampChanges } from '@/lib/changelog/read';
import type { Db } from '@/lib/db/client';
import type { SyncTable } from '@/lib/protocol/v1';
import type { RunContext } from '@/lib/runs/run';
import { type CentralClient, createCentralClient } from '@/lib/sync/client';
import { readInstallationId } from '@/lib/sync/settings';
import { writeState } from '@/lib/sync/state';
import { type VerificationResult, type VerifyOptions, verifyWithCentral } from '@/lib/sync/verification/verify';
import { inRun } from './in-run';
import { type SyncPair, startSyncPair } from './sync-pair';

/** What a pair holds: `own` properties of the site, as many shared by its neighbour, and what hangs on them. */
export interface VerifyPair extends SyncPair {
  neighbourId: number;
  /** How many records both sides hold in common. */
  total: number;
  verify(options?: Partial<VerifyOptions>): Promise<VerificationResult>;
  connect(): Promise<{ client: CentralClient }>;
}

const PROVIDERS = 5;

/** A site and its central server in step, as runs leave them: own records, central data, and what a neighbour shares. */
export async function startVerifyPair(own: number, shared: number): Promise<VerifyPair> {
  const pair = await startSyncPair();
  const { siteId: neighbourId } = await registerSite(pair.central.db, { name: 'München' });
  const { siteId } = pair;
  const rows = { providers: await makeProviders(pair, neighbourId) };
  await fill(pair, { origins: [0, siteId], count: own, providers: rows.providers, shared: false });
  await fill(pair, { origins: [neighbourId, neighbourId], count: shared, providers: rows.providers, shared: true });
  // What the neighbour keeps to itself is on the central server only.
  await insert(pair.central.db, neighbourId, makeListings(7, rows.providers, false));
  await settle(pair);
  const perListing = 3;
  return {
    ...pair,
    neighbourId,
    total: (own + shared) * perListing + PROVIDERS + 3,
    connect: () => connect(pair),
    verify: (options = {}) => inRun(pair.site.db, async (context) => verifyNow(pair, context, options)),
  };
}

/** All that was written so far counts as sent and received. */
export async function settle({ site, central, siteId }: SyncPair): Promise<void> {
  await stampChanges(site.db);
  await stampChanges(central.db);
  await writeState(site.db, 'registration', { siteId });
  await writeState(site.db, 'first-run-finished', { at: new Date().toISOString() });
  await writeState(site.db, 'push-cursor', await readHead(site.db));
  await writeState(site.db, 'pull-central-cursor', await readHead(central.db));
  await writeState(site.db, 'pull-remote-cursor', await readHead(central.db));
}

/** Behind the triggers' back: nothing is logged, no foreign key acts. */
export async function withoutTriggers(db: Db, statement: ReturnType<typeof sql>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(statement);
  });
}

async function verifyNow(pair: SyncPair, context: RunContext, options: Partial<VerifyOptions>) {
  const { client } = await connect(pair);
  return verifyWithCentral(context, client, { repair: false, ...options });
}

async function connect({ site, server, token }: SyncPair): Promise<{ client: CentralClient }> {
  const installationId = await readInstallationId(site.db);
  return { client: createCentralClient({ url: server.url, token, installationId }) };
}

async function readHead(db: Db) {
  const [row] = await db.execute<{ epoch: number; position: string }>(
    sql`select epoch, last_position as position from change_head`,
  );
  return { epoch: row?.epoch ?? 0, position: Number(row?.position ?? 0) };
}

async function makeProviders({ site, central, siteId }: SyncPair, neighbourId: number): Promise<string[]> {
  const ids = Array.from({ length: PROVIDERS }, () => uuidv7());
  const providers = ids.map((id, index) => ({
    id,
    number: `00${index}`,
    name: `Provider ${index}`,
    updated_at: MOMENT,
  }));
  const groups = [{ id: uuidv7(), name: 'North and south', updated_at: MOMENT }];
  const members = [siteId, neighbourId].map((site_id) => ({
    id: uuidv7(),
    group_id: groups[0]?.id,
    site_id,
    site_name: `Site ${site_id}`,
    updated_at: MOMENT,
  }));
  const records = { providers, sharing_groups: groups, sharing_group_sites: members };
  await insert(central.db, 0, records);
  await insert(site.db, -1, records);
  return ids;
}

const MOMENT = '2026-01-02T03:04:05.678Z';
type Records = Partial<Record<SyncTable | 'property_keys', Record<string, unknown>[]>>;

async function fill(
  { site, central }: SyncPair,
  input: { origins: [number, number]; count: number; providers: string[]; shared: boolean },
): Promise<void> {
  const records = makeListings(input.count, input.providers, input.shared);
  await insert(site.db, input.origins[0], records);
  await insert(central.db, input.origins[1], records);
}

/** Each listing has a contact of its own, one key and one attachment. */
function makeListings(count: number, providers: string[], shared: boolean): Records {
  const listings = Array.from({ length: count }, (_, index) => ({
    id: uuidv7(),
    contact: uuidv7(),
    attachment: uuidv7(),
    provider_id: providers[index % providers.length],
    number: `N-${index}-${shared}`,
  }));
  return {
    contacts: listings.map(({ contact, provider_id, number }) => ({
      id: contact,
      provider_id,
      last_name: `Contact ${number}`,
      document: { number },
      content_hash: number,
      updated_at: MOMENT,
    })),
    properties: listings.map(({ id, contact, provider_id, number }, index) => ({
      id,
      provider_id,
      contact_id: contact,
      external_number: number,
      title: `Listing ${number}`,
      state: 'active',
      published: true,
      price: 1000.5 + index,
      price_on_request: false,
      address_released: false,
      latitude: 53.5 + index / 1000,
      shared_generally: shared,
      shared_with: [],
      not_shared_with: [],
      document: { number, text: 'äöü € " \\' },
      content_hash: number,
      created_at: MOMENT,
      updated_at: MOMENT,
    })),
    attachments: listings.map(({ id, attachment, number }) => ({
      id: attachment,
      property_id: id,
      position: 1,
      title: `Picture of ${number}`,
      url: `https://pictures.example/${number}`,
      updated_at: MOMENT,
    })),
    property_keys: listings.map(({ id, provider_id, number }) => ({
      property_id: id,
      provider_id,
      kind: 'external',
      value: number,
    })),
  };
}

async function insert(db: Db, origin: number, records: Records): Promise<void> {
  for (const [table, rows] of Object.entries(records)) {
    const marked = rows.map((row) => ({ ...row, origin_site_id: origin }));
    await db.execute(sql`
      insert into ${sql.identifier(table)}
      select * from jsonb_populate_recordset(null::${sql.identifier(table)}, ${JSON.stringify(marked)}::text::jsonb)`);
  }
}
