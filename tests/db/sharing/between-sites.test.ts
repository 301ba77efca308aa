import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerSite } from '@/lib/central/register-site';
import type { Db } from '@/lib/db/client';
import { properties } from '@/lib/db/schema/properties';
import { trashProperty } from '@/lib/properties/change-state';
import { getProperty } from '@/lib/properties/get';
import { listProperties } from '@/lib/properties/list';
import type { RunDetail } from '@/lib/runs/get';
import { startSync } from '@/lib/runs/start';
import { createGroup } from '@/lib/sharing/change-group';
import { addSite, removeSite } from '@/lib/sharing/change-members';
import { deleteGroup } from '@/lib/sharing/delete-group';
import { listGroups } from '@/lib/sharing/list-groups';
import { listMembers } from '@/lib/sharing/list-members';
import { setDomain } from '@/lib/sharing/set-domain';
import { countPending } from '@/lib/status/count-pending';
import { saveConnection } from '@/lib/sync/settings';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { executeNext } from '../../support/execute-next';
import { describeStock, insertProperties, insertProvider } from '../../support/records';
import { type SyncPair, startSyncPair } from '../../support/sync-pair';

let pair: SyncPair;
let munich: TestDatabase;
let munichId: number;
let group: string;
/** Hamburg's listings by number. */
const LISTINGS = ['H-1', 'H-2', 'H-3'];

beforeAll(async () => {
  pair = await startSyncPair();
  munich = await createTestDatabase();
  const { central, site: hamburg, siteId } = pair;
  const registered = await registerSite(central.db, { name: 'Munich' });
  munichId = registered.siteId;
  await saveConnection(munich.db, { url: pair.server.url, siteName: 'Munich', token: registered.token });
  await setDomain(central.db, siteId, 'hamburg.example');
  await setDomain(central.db, munichId, 'munich.example');
  await insertProvider(central.db, { number: '0099' });
  const provider = await insertProvider(hamburg.db, { number: '0099' });
  await insertProperties(hamburg.db, provider, LISTINGS.length, 'H');
  await hamburg.db.execute(sql`
    insert into contacts (id, provider_id, last_name, document, content_hash)
    select gen_random_uuid(), ${provider}, 'Lüders', '{}', 'c'`);
  await hamburg.db.execute(sql`update properties set contact_id = (select id from contacts)`);
  await share('H-1', { sharedGenerally: true });
  group = (await createGroup(central.db, 'North and south')).id;
  await synchroniseBoth();
});
afterAll(async () => {
  await munich.close();
  await pair.close();
});

const share = (number: string, values: Partial<typeof properties.$inferInsert>) =>
  pair.site.db.update(properties).set(values).where(eq(properties.externalNumber, number));

async function synchronise(db: Db): Promise<RunDetail> {
  await startSync(db, { trigger: 'user' });
  const run = await executeNext(db);
  expect(run).toMatchObject({ state: 'done', error: null });
  return run;
}

/** Hamburg sends, Munich fetches. */
async function synchroniseBoth(): Promise<RunDetail> {
  await synchronise(pair.site.db);
  return synchronise(munich.db);
}

const seenInMunich = async () => {
  const { rows } = await listProperties(munich.db, { owner: 'shared' });
  return rows.map((row) => row.externalNumber).sort();
};
const countOf = async (table: string) => {
  const [row] = await munich.db.execute<{ n: number }>(
    sql`select count(*)::int as n from ${sql.identifier(table)} where origin_site_id = ${pair.siteId}`,
  );
  return row?.n;
};

test('nothing is shared between sites without a group', async () => {
  expect(await seenInMunich()).toEqual([]);
  expect((await listGroups(munich.db, {})).rows).toEqual([]);
});

test('in a group, what the flags share arrives with contact, keys and attachments, read-only and marked with its owner', async () => {
  for (const siteId of [pair.siteId, munichId]) await addSite(pair.central.db, { groupId: group, siteId });
  await synchroniseBoth();

  expect(await seenInMunich()).toEqual(['H-1']);
  const whole = await describeStock(pair.site.db, 0);
  const arrived = await describeStock(munich.db, pair.siteId);
  expect(arrived).toHaveLength(4);
  expect(whole).toEqual(expect.arrayContaining(arrived));
  const { rows } = await listProperties(munich.db, { owner: 'shared' });
  expect(rows).toMatchObject([{ ownerName: 'Hamburg', originSiteId: pair.siteId }]);
  expect(await getProperty(munich.db, rows[0]?.id ?? '')).toMatchObject({
    ownerName: 'Hamburg',
    contact: { lastName: 'Lüders' },
  });
  await expect(trashProperty(munich.db, rows[0]?.id ?? '')).rejects.toMatchObject({ code: 'not-found' });
  expect(await countPending(munich.db)).toMatchObject({ count: 0 });
  expect(await listProperties(munich.db, { owner: 'own' })).toMatchObject({ rows: [] });
});

test('each site knows its groups and who is in them', async () => {
  const { rows } = await listGroups(munich.db, {});
  expect(rows).toMatchObject([{ id: group, name: 'North and south', sites: 2 }]);
  expect((await listMembers(munich.db, group)).rows).toEqual([
    { siteId: pair.siteId, name: 'Hamburg', domain: 'hamburg.example' },
    { siteId: munichId, name: 'Munich', domain: 'munich.example' },
  ]);
});

test('a change of a shared property arrives; sharing that begins brings the whole of it', async () => {
  await share('H-1', { title: 'renovated' });
  await share('H-2', { sharedWith: ['munich.example'] });
  await share('H-3', { sharedGenerally: true, notSharedWith: ['munich.example'] });
  await synchroniseBoth();
  expect(await seenInMunich()).toEqual(['H-1', 'H-2']);
  expect(await countOf('attachments')).toBe(2);
  const { rows } = await listProperties(munich.db, { search: 'renovated' });
  expect(rows).toHaveLength(1);
});

test('withdrawn sharing removes the property with its attachments, and the contact with the last one', async () => {
  await share('H-1', { sharedGenerally: false });
  await synchroniseBoth();
  expect(await seenInMunich()).toEqual(['H-2']);
  expect([await countOf('attachments'), await countOf('contacts')]).toEqual([1, 1]);

  await share('H-2', { state: 'withdrawn' });
  await synchroniseBoth();
  expect(await seenInMunich()).toEqual([]);
  expect([await countOf('attachments'), await countOf('contacts')]).toEqual([0, 0]);

  await share('H-1', { sharedGenerally: true });
  await share('H-2', { state: 'active' });
  await synchroniseBoth();
  expect(await seenInMunich()).toEqual(['H-1', 'H-2']);
  expect([await countOf('attachments'), await countOf('contacts')]).toEqual([2, 1]);
});

test('a domain that changes hides what it was named for, and brings what no longer excludes it', async () => {
  await setDomain(pair.central.db, munichId, 'bavaria.example');
  await synchronise(munich.db);
  expect(await seenInMunich()).toEqual(['H-1', 'H-3']);
  await setDomain(pair.central.db, munichId, 'munich.example');
  await synchronise(munich.db);
  expect(await seenInMunich()).toEqual(['H-1', 'H-2']);
});

test('leaving the group removes everything of the others, and coming back brings it again', async () => {
  await removeSite(pair.central.db, { groupId: group, siteId: munichId });
  await synchronise(munich.db);
  expect(await describeStock(munich.db, pair.siteId)).toEqual([]);
  expect((await listGroups(munich.db, {})).rows).toEqual([]);
  await addSite(pair.central.db, { groupId: group, siteId: munichId });
  await synchronise(munich.db);
  expect(await seenInMunich()).toEqual(['H-1', 'H-2']);
});

test('a deleted group takes everything with it; its owner keeps all', async () => {
  const before = await describeStock(pair.site.db, 0);
  await deleteGroup(pair.central.db, group);
  await synchroniseBoth();
  expect(await describeStock(munich.db, pair.siteId)).toEqual([]);
  expect((await listGroups(pair.site.db, {})).rows).toEqual([]);
  expect(await describeStock(pair.site.db, 0)).toEqual(before);
});
