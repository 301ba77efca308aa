import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { releaseInstallation, setSiteDisabled } from '@/lib/central/change-site';
import { renewToken } from '@/lib/central/register-site';
import { providers } from '@/lib/db/schema/providers';
import { sites } from '@/lib/db/schema/sync';
import { startSync } from '@/lib/runs/start';
import { connectSite } from '@/lib/sync/connect';
import { readInstallationId, saveConnection } from '@/lib/sync/settings';
import { changeSite } from '../../support/change-stock';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { executeNext } from '../../support/execute-next';
import { seededRandom } from '../../support/long';
import { type ProxiedPair, startProxiedPair } from '../../support/proxied-pair';
import { describeStock, insertProperties, insertProvider } from '../../support/records';

const random = seededRandom();
const PATIENCE = { timeoutMs: 20_000, retryDelaysMs: [30, 60] };

let pair: ProxiedPair;
beforeAll(async () => {
  pair = await startProxiedPair();
  await insertProperties(pair.site.db, await insertProvider(pair.site.db, { number: '1' }), 30);
  expect(await pair.synchronise()).toMatchObject({ state: 'done' });
}, 180_000);
afterEach(() => pair.proxy.heal());
afterAll(() => pair.close());

async function expectInStep(): Promise<void> {
  expect(await pair.synchronise()).toMatchObject({ state: 'done', error: null });
  expect(await describeStock(pair.central.db, pair.siteId)).toEqual(await describeStock(pair.site.db, 0));
}

/** Another installation with the same token. */
async function connectAnother(token = pair.token): Promise<TestDatabase> {
  const another = await createTestDatabase();
  await saveConnection(another.db, { url: pair.server.url, siteName: 'Hamburg', token });
  return another;
}

async function runOf({ db }: TestDatabase) {
  await startSync(db, { trigger: 'user' });
  return executeNext(db);
}

const sent = async () => {
  const [row] = await pair.central.db.execute<{ n: number }>(sql`select count(*)::int as n from received_batches`);
  return row?.n;
};

test('of two installations with one token the second is refused by name, and the first does not notice', async () => {
  const another = await connectAnother();
  await insertProperties(another.db, await insertProvider(another.db, { number: '2' }), 3, 'FOREIGN');
  const before = await describeStock(pair.central.db, pair.siteId);
  expect(await runOf(another)).toMatchObject({ state: 'failed', error: { code: 'other-installation' } });
  expect(await describeStock(pair.central.db, pair.siteId)).toEqual(before);
  await changeSite(pair.site.db, random, 4);
  await expectInStep();
  await another.close();
});

test('two installations that come for the first time at the same moment: one is bound, the other refused', async () => {
  await releaseInstallation(pair.central.db, pair.siteId);
  const others = await Promise.all([connectAnother(), connectAnother(), connectAnother()]);
  const runs = await Promise.all(others.map(runOf));
  expect(runs.filter((run) => run.state === 'done')).toHaveLength(1);
  expect(runs.flatMap((run) => run.error?.code ?? [])).toEqual(['other-installation', 'other-installation']);
  await releaseInstallation(pair.central.db, pair.siteId);
  await expectInStep();
  await Promise.all(others.map((other) => other.close()));
});

test('a site that lost its database gets everything back twice over without a duplicate, and the lost installation is refused from then on', async () => {
  const stock = await describeStock(pair.site.db, 0);
  for (let time = 0; time < 2; time++) {
    await releaseInstallation(pair.central.db, pair.siteId);
    const fresh = await connectAnother();
    expect(await runOf(fresh)).toMatchObject({ state: 'done', counts: { sent: 0, problems: 0 } });
    expect(await runOf(fresh)).toMatchObject({ state: 'done', counts: { sent: 0, integrated: 0 } });
    expect(await describeStock(fresh.db, 0)).toEqual(stock);
    expect(await describeStock(pair.central.db, pair.siteId)).toEqual(stock);
    expect(await pair.synchronise()).toMatchObject({ state: 'failed', error: { code: 'other-installation' } });
    await fresh.close();
  }
  await releaseInstallation(pair.central.db, pair.siteId);
  await expectInStep();
});

test('another installation that takes over in the middle of a run ends that run with the reason', async () => {
  await changeSite(pair.site.db, random, 3_000);
  pair.proxy.plan(
    async ({ deliver, answer }) => {
      const message = await deliver();
      await pair.central.db.update(sites).set({ installationId: crypto.randomUUID() }).where(eq(sites.id, pair.siteId));
      answer(message);
    },
    { times: 1 },
  );
  expect(await pair.synchronise(PATIENCE)).toMatchObject({ state: 'failed', error: { code: 'other-installation' } });
  await releaseInstallation(pair.central.db, pair.siteId);
  await expectInStep();
});

test('after a token is renewed the old one is refused, and with the new one only what is new is sent', async () => {
  const { token } = await renewToken(pair.central.db, pair.siteId);
  await changeSite(pair.site.db, random, 3);
  expect(await pair.synchronise()).toMatchObject({ state: 'failed', error: { code: 'token-refused' } });
  const batches = await sent();
  const installation = await readInstallationId(pair.site.db);
  await connectSite(pair.site.db, { url: pair.proxy.url, siteName: 'Hamburg', token, confirmed: false, userId: null });
  expect(await readInstallationId(pair.site.db)).toBe(installation);
  const run = await pair.synchronise();
  expect(run).toMatchObject({ state: 'done' });
  expect(run.counts.sent).toBeGreaterThan(0);
  expect(run.counts.sent).toBeLessThan(30);
  expect(await sent()).toBeLessThanOrEqual((batches ?? 0) + 1);
  await expectInStep();
});

test('a token renewed in the middle of a run ends it with the reason, and nothing is lost', async () => {
  await changeSite(pair.site.db, random, 3_000);
  let renewed = '';
  pair.proxy.plan(
    async ({ deliver, answer }) => {
      const message = await deliver();
      renewed = (await renewToken(pair.central.db, pair.siteId)).token;
      answer(message);
    },
    { times: 1 },
  );
  expect(await pair.synchronise(PATIENCE)).toMatchObject({ state: 'failed', error: { code: 'token-refused' } });
  await connectSite(pair.site.db, {
    url: pair.proxy.url,
    siteName: 'Hamburg',
    token: renewed,
    confirmed: false,
    userId: null,
  });
  await expectInStep();
});

test('a site disabled in the middle of a run is told so at its next request, and goes on where it was when enabled', async () => {
  for (const after of [0, 1, 2]) {
    await changeSite(pair.site.db, random, 3_000);
    pair.proxy.plan(
      async ({ deliver, answer }) => {
        const message = await deliver();
        await setSiteDisabled(pair.central.db, pair.siteId, true);
        answer(message);
      },
      { after, times: 1 },
    );
    expect(await pair.synchronise(PATIENCE)).toMatchObject({ state: 'failed', error: { code: 'site-disabled' } });
    expect(await pair.synchronise(PATIENCE)).toMatchObject({ state: 'failed', error: { code: 'site-disabled' } });
    await setSiteDisabled(pair.central.db, pair.siteId, false);
    await pair.proxy.heal();
    await expectInStep();
  }
});

// The last one: what the site holds is no longer what the central server does.
test('a site that imported anew what the central server knows keeps the known ids, and each field its origin', async () => {
  const [provider] = await pair.site.db.select().from(providers).where(eq(providers.number, '1'));
  await insertProperties(pair.site.db, provider?.id ?? '', 3, 'ANEW');
  await expectInStep();
  const [known] = await pair.site.db.execute<{ id: string }>(sql`
    select property_id as id from property_keys where kind = 'external' and value = 'ANEW-2'`);
  const anew = await connectAnother((await renewToken(pair.central.db, pair.siteId)).token);
  await insertProperties(anew.db, await insertProvider(anew.db, { number: '1' }), 3, 'ANEW');
  await anew.db.execute(sql`
    insert into field_origins (property_id, field, import_id, path, trigger)
    select property_id, 'title', ${crypto.randomUUID()}, 'stock.zip', 'user' from property_keys where value = 'ANEW-2'`);
  await releaseInstallation(pair.central.db, pair.siteId);
  expect(await runOf(anew)).toMatchObject({ state: 'done', error: null, counts: { problems: 0 } });
  const origins = await anew.db.execute(sql`select property_id as id, path from field_origins`);
  expect([...origins]).toEqual([{ id: known?.id, path: 'stock.zip' }]);
  await anew.close();
});
