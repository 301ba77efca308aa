import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { interfaceProviders, interfaces } from '@/lib/db/schema/interfaces';
import { providers } from '@/lib/db/schema/providers';
import { listProperties } from '@/lib/properties/list';
import { createGroup } from '@/lib/sharing/change-group';
import { addSite } from '@/lib/sharing/change-members';
import { listGroups } from '@/lib/sharing/list-groups';
import { setDomain } from '@/lib/sharing/set-domain';
import { countPending } from '@/lib/status/count-pending';
import { connectSite } from '@/lib/sync/connect';
import { disconnectSite } from '@/lib/sync/disconnect';
import { previewLeaving } from '@/lib/sync/leave-central';
import { readStates } from '@/lib/sync/state';
import { describeStock, insertProvider } from '../../support/records';
import { addSiteWithDomain, insertListing } from '../../support/sharing';
import { type SyncPair, startSyncPair } from '../../support/sync-pair';

/** Hamburg, which leaves, with two listings of its own; Munich shares two with it. */
let pair: SyncPair;
let munich: number;
const OWN_RECORDS = 2 * 3;

beforeAll(async () => {
  pair = await startSyncPair();
  const { site, central, siteId } = pair;
  const [north, named, nobodys] = await Promise.all(
    ['1', '2', '3'].map((number) => insertProvider(central.db, { number, name: `Provider ${number}` })),
  );
  await setDomain(central.db, siteId, 'hamburg.example');
  munich = await addSiteWithDomain(central.db, 'Munich', 'munich.example');
  const { id: groupId } = await createGroup(central.db, 'North and south');
  for (const member of [siteId, munich]) await addSite(central.db, { groupId, siteId: member });
  for (const [provider, number] of [
    [north, 'M-1'],
    [nobodys, 'M-2'],
  ] as const) {
    await insertListing(central.db, munich, provider ?? '', { number, sharedGenerally: true });
  }
  const own = await insertProvider(site.db, { number: '1' });
  for (const number of ['H-1', 'H-2']) await insertListing(site.db, 0, own, { number });
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { sent: OWN_RECORDS } });
  const id = uuidv7();
  await site.db.insert(interfaces).values({
    id,
    name: 'Inbox',
    type: 'openimmo',
    source: { kind: 'upload' },
    rules: {} as never,
  });
  await site.db.insert(interfaceProviders).values({ interfaceId: id, providerId: named ?? '' });
});
afterAll(() => pair.close());

const seen = async () => (await listProperties(pair.site.db, {})).rows.map((row) => row.externalNumber).sort();
const providersHere = () =>
  pair.site.db
    .select({ number: providers.number, name: providers.name, origin: providers.originSiteId })
    .from(providers)
    .orderBy(providers.number);
const countOf = async (table: string) =>
  (await pair.site.db.execute(sql`select 1 from ${sql.identifier(table)}`)).length;

test('before it leaves, a site is told what stays and what goes', async () => {
  expect(await seen()).toEqual(['H-1', 'H-2', 'M-1', 'M-2']);
  expect(await previewLeaving(pair.site.db)).toEqual({
    ownProperties: 2,
    ownContacts: 2,
    keptProviders: 2,
    removedProviders: 1,
    removedRecords: 2 * 3,
  });
});

test('leaving keeps every record of its own as it is, and removes exactly what others shared', async () => {
  const { site } = pair;
  const own = await describeStock(site.db, 0);
  await disconnectSite(site.db);
  expect(await describeStock(site.db, 0)).toEqual(own);
  expect(await describeStock(site.db, munich)).toEqual([]);
  expect(await seen()).toEqual(['H-1', 'H-2']);
  const counts = await Promise.all(['properties', 'property_keys', 'attachments', 'contacts'].map(countOf));
  expect(counts).toEqual([2, 2, 2, 2]);
});

test('of the providers those stay, as its own, that its records or interfaces name', async () => {
  expect(await providersHere()).toEqual([
    { number: '1', name: 'Provider 1', origin: 0 },
    { number: '2', name: 'Provider 2', origin: 0 },
  ]);
});

test('nothing of the central server is left: no groups, no cursors, nothing received, no comparison', async () => {
  const { site } = pair;
  expect((await listGroups(site.db, {})).rows).toEqual([]);
  expect(await readStates(site.db)).toEqual({});
  expect([await countOf('sync_buffer'), await countOf('verifications')]).toEqual([0, 0]);
});

test('what was removed is not sent as deleted: connected again, the site sends its own and gets back what is shared', async () => {
  const { site, central } = pair;
  const shared = await describeStock(central.db, munich);
  expect(await countPending(site.db)).toMatchObject({ count: OWN_RECORDS });
  const input = { url: pair.server.url, siteName: 'Hamburg', token: pair.token, confirmed: false, userId: null };
  await connectSite(site.db, input);
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { problems: 0 } });
  expect(await describeStock(central.db, munich)).toEqual(shared);
  expect(await describeStock(central.db, pair.siteId)).toEqual(await describeStock(site.db, 0));
  expect(await seen()).toEqual(['H-1', 'H-2', 'M-1', 'M-2']);
  expect(await countPending(site.db)).toMatchObject({ count: 0 });
});
