import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { releaseInstallation } from '@/lib/central/change-site';
import { RECEIVED_ORIGIN } from '@/lib/changelog/read';
import { properties } from '@/lib/db/schema/properties';
import { providers } from '@/lib/db/schema/providers';
import { startSync } from '@/lib/runs/start';
import { countPending } from '@/lib/status/count-pending';
import { saveConnection } from '@/lib/sync/settings';
import { createTestDatabase } from '../../support/database';
import { executeNext } from '../../support/execute-next';
import { listOutcomesOfRun } from '../../support/outcomes';
import { describeStock, insertProperties, insertProvider } from '../../support/records';
import { type SyncPair, startSyncPair } from '../../support/sync-pair';

let pair: SyncPair;
beforeAll(async () => {
  pair = await startSyncPair();
});
afterAll(() => pair.close());

test('the first run adopts providers, sends all that the site has, and leaves both sides in step', async () => {
  const { site, central } = pair;
  await insertProvider(central.db, { number: '0099', name: 'as the central server names it' });
  const known = await insertProvider(site.db, { number: '0099', name: 'as the site named it' });
  const unknown = await insertProvider(site.db, { number: '0207', name: 'known to the site only' });
  await insertProperties(site.db, known, 1_500, 'A');
  await insertProperties(site.db, unknown, 3, 'B');
  expect(await countPending(site.db)).toMatchObject({ count: 3_006 });

  const run = await pair.synchronise();

  expect(run).toMatchObject({ state: 'done', error: null, counts: { sent: 3_006, problems: 0 } });
  expect(run.steps.map((step) => [step.key, step.state])).toEqual(
    ['prepare', 'push', 'wait', 'pull-central', 'pull-remote', 'files', 'integrate', 'verify'].map((key) => [
      key,
      'done',
    ]),
  );
  expect(await countPending(site.db)).toMatchObject({ count: 0 });
  expect(await describeStock(central.db, pair.siteId)).toEqual(await describeStock(site.db, 0));
  const names = await site.db.select({ name: providers.name }).from(providers).orderBy(providers.number);
  expect(names.map((row) => row.name)).toEqual(['as the central server names it', 'known to the site only']);
});

test('a second run with nothing to do sends and receives nothing', async () => {
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { sent: 0, received: 0, integrated: 0 } });
});

test('a changed and a deleted record reach the central server, a changed provider reaches the site', async () => {
  const { site, central } = pair;
  await site.db.update(properties).set({ title: 'changed' }).where(eq(properties.externalNumber, 'A-1'));
  await site.db.delete(properties).where(eq(properties.externalNumber, 'A-2'));
  await central.db.update(providers).set({ name: 'renamed' }).where(eq(providers.number, '0099'));

  const run = await pair.synchronise();

  expect(run).toMatchObject({ state: 'done', counts: { sent: 3, received: 1, integrated: 1 } });
  expect(await describeStock(central.db, pair.siteId)).toEqual(await describeStock(site.db, 0));
  const [provider] = await site.db.select().from(providers).where(eq(providers.number, '0099'));
  expect(provider?.name).toBe('renamed');
});

test('a record that the central server cannot integrate is named with field and value, its neighbours are integrated, and it is tried again', async () => {
  const { site, central } = pair;
  const missing = await insertProvider(site.db, { number: '0410', originSiteId: RECEIVED_ORIGIN });
  await insertProperties(site.db, missing, 1, 'BAD');
  await site.db.update(properties).set({ title: 'neighbour' }).where(eq(properties.externalNumber, 'A-3'));

  const first = await pair.synchronise();

  expect(first).toMatchObject({ state: 'problems', counts: { sent: 3, problems: 2 } });
  const outcomes = await listOutcomesOfRun(site.db, first.id);
  expect(outcomes).toContainEqual(
    expect.objectContaining({
      label: 'Property BAD-1',
      outcome: 'failed',
      code: 'record-refused',
      params: expect.objectContaining({ field: 'provider_id', value: missing }),
    }),
  );
  const [neighbour] = await central.db.select().from(properties).where(eq(properties.externalNumber, 'A-3'));
  expect(neighbour?.title).toBe('neighbour');

  await central.db.insert(providers).values({ id: missing, number: '0410', name: 'known now' });
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { problems: 0 } });
  expect(await describeStock(central.db, pair.siteId)).toEqual(await describeStock(site.db, 0));
});

test('a site may not change a record that another site owns', async () => {
  const { site, central } = pair;
  const [foreign] = await site.db.select().from(properties).where(eq(properties.externalNumber, 'A-4'));
  await central.db.execute(sql`update properties set origin_site_id = 77 where id = ${foreign?.id ?? ''}`);
  await site.db.update(properties).set({ title: 'stolen' }).where(eq(properties.externalNumber, 'A-4'));

  const run = await pair.synchronise();

  expect(run).toMatchObject({ state: 'problems' });
  const [untouched] = await central.db.select().from(properties).where(eq(properties.externalNumber, 'A-4'));
  expect(untouched?.title).toBe('Property A-4');
  await central.db.execute(sql`update properties set origin_site_id = ${pair.siteId} where id = ${foreign?.id ?? ''}`);
  await pair.synchronise();
});

test('a site that lost its database gets everything back without duplicates, and sends nothing of it again', async () => {
  const expected = await describeStock(pair.site.db, 0);
  const fresh = await createTestDatabase();
  await saveConnection(fresh.db, { url: pair.server.url, siteName: 'Hamburg', token: pair.token });
  await startSync(fresh.db, { trigger: 'user' });
  expect(await executeNext(fresh.db)).toMatchObject({ state: 'failed', error: { code: 'other-installation' } });

  await releaseInstallation(pair.central.db, pair.siteId);
  await startSync(fresh.db, { trigger: 'user' });
  expect(await executeNext(fresh.db)).toMatchObject({ state: 'done', counts: { sent: 0 } });

  expect(await describeStock(fresh.db, 0)).toEqual(expected);
  expect(await countPending(fresh.db)).toMatchObject({ count: 0 });
  await fresh.close();
});
