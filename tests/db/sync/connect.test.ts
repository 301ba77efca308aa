import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerSite } from '@/lib/central/register-site';
import { providers } from '@/lib/db/schema/providers';
import { cancelRun } from '@/lib/runs/cancel';
import { startSync } from '@/lib/runs/start';
import { connectSite } from '@/lib/sync/connect';
import { disconnectSite } from '@/lib/sync/disconnect';
import { readConnection } from '@/lib/sync/settings';
import { readState } from '@/lib/sync/state';
import { describeStock, insertProperties, insertProvider } from '../../support/records';
import { type SyncPair, startSyncPair } from '../../support/sync-pair';

let pair: SyncPair;
let other: SyncPair;
beforeAll(async () => {
  [pair, other] = await Promise.all([startSyncPair(), startSyncPair()]);
  const providerId = await insertProvider(pair.site.db, { number: '1' });
  await insertProperties(pair.site.db, providerId, 20);
  await insertProvider(pair.central.db, { number: '2', name: 'nobody uses it' });
  expect(await pair.synchronise()).toMatchObject({ state: 'done' });
});
afterAll(() => Promise.all([pair.close(), other.close()]));

const input = () => ({ url: pair.server.url, siteName: 'Hamburg', token: null, confirmed: false, userId: null });

test('a test that fails saves nothing', async () => {
  const wrong = { ...input(), siteName: 'Renamed', token: `es_${'x'.repeat(43)}` };
  await expect(connectSite(pair.site.db, wrong)).rejects.toMatchObject({ code: 'token-refused' });
  await expect(connectSite(pair.site.db, { ...input(), url: 'http://127.0.0.1:9' })).rejects.toMatchObject({
    code: 'connection-failed',
  });
  expect(await readConnection(pair.site.db)).toMatchObject({ url: pair.server.url, siteName: 'Hamburg' });
});

test('the same central server keeps the cursors and says what it holds', async () => {
  const before = await readState(pair.site.db, 'push-cursor');
  const { found, leaving } = await connectSite(pair.site.db, { ...input(), siteName: 'Hamburg 2' });
  expect(found).toMatchObject({ siteName: 'Hamburg', records: 40 });
  expect(leaving).toBeNull();
  expect(await readState(pair.site.db, 'push-cursor')).toEqual(before);
  expect(await readConnection(pair.site.db)).toMatchObject({ siteName: 'Hamburg 2' });
});

test('leaving is refused while a run is under way', async () => {
  const { runId } = await startSync(pair.site.db, { trigger: 'user' });
  await expect(disconnectSite(pair.site.db)).rejects.toMatchObject({ code: 'already-running' });
  expect(await readConnection(pair.site.db)).not.toBeNull();
  await cancelRun(pair.site.db, runId);
});

test('a disconnected site keeps its own records and the providers that they refer to, as its own', async () => {
  const { site } = pair;
  const before = await describeStock(site.db, 0);
  await disconnectSite(site.db);
  expect(await readConnection(site.db)).toBeNull();
  expect(await describeStock(site.db, 0)).toEqual(before);
  const kept = await site.db.select({ number: providers.number, origin: providers.originSiteId }).from(providers);
  expect(kept).toEqual([{ number: '1', origin: 0 }]);
});

test('another central server is asked about first, and then gets everything', async () => {
  const { site } = pair;
  await connectSite(site.db, { ...input(), token: pair.token });
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { sent: 40 } });

  const { token } = await registerSite(other.central.db, { name: 'Hamburg too' });
  const elsewhere = { ...input(), url: other.server.url, token };
  const asked = await connectSite(site.db, elsewhere);
  expect(asked.leaving).toMatchObject({ ownProperties: 20, removedRecords: 0 });
  expect(await readConnection(site.db)).toMatchObject({ url: pair.server.url });

  await connectSite(site.db, { ...elsewhere, confirmed: true });
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { sent: 40, problems: 0 } });
  const { siteId } = (await readState(site.db, 'registration')) ?? { siteId: -1 };
  expect(await describeStock(other.central.db, siteId)).toEqual(await describeStock(site.db, 0));
});
