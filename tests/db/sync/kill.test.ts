import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { releaseInstallation } from '@/lib/central/change-site';
import type { Db } from '@/lib/db/client';
import { getRun } from '@/lib/runs/get';
import { startSync } from '@/lib/runs/start';
import { countPending } from '@/lib/status/count-pending';
import { saveConnection } from '@/lib/sync/settings';
import { createTestDatabase } from '../../support/database';
import { endOfRun } from '../../support/end-of-run';
import { type Installation, startInstallation } from '../../support/installation';
import { describeStock, insertProperties, insertProvider } from '../../support/records';
import { type SyncPair, startSyncPair } from '../../support/sync-pair';
import { waitFor } from '../../support/wait-for';

const RECORDS = 6_000;
let pair: SyncPair;
let processes: Installation[];
beforeEach(async () => {
  pair = await startSyncPair();
  processes = [];
  const providerId = await insertProvider(pair.site.db, { number: '1' });
  await insertProperties(pair.site.db, providerId, RECORDS / 2);
});
afterEach(async () => {
  await Promise.all(processes.map((process) => process.kill()));
  await pair.close();
});

async function startSite(databaseUrl: string): Promise<Installation> {
  const process = await startInstallation({ role: 'site', databaseUrl });
  processes.push(process);
  return process;
}

/** Queues a run, kills its executor at the moment, starts another, and answers the run when it has ended. */
async function killAt(db: Db, databaseUrl: string, moment: () => Promise<boolean>) {
  const first = await startSite(databaseUrl);
  const { runId } = await startSync(db, { trigger: 'user' });
  await waitFor('the moment to kill', moment);
  await first.kill();
  expect(await getRun(db, runId)).toMatchObject({ state: 'running' });
  await startSite(databaseUrl);
  return endOfRun(db, runId);
}

const countRows = async (db: Db, query: ReturnType<typeof sql>) => {
  const [row] = await db.execute<{ n: number }>(query);
  return row?.n ?? 0;
};

test('a site killed in the middle of a push goes on and ends with the same records', { timeout: 120_000 }, async () => {
  const { site, central } = pair;
  const run = await killAt(site.db, site.url, async () => {
    const stored = await countRows(central.db, sql`select count(*)::int as n from received_batches`);
    return stored >= 2;
  });
  expect(run).toMatchObject({ state: 'done', error: null });
  expect(await describeStock(central.db, pair.siteId)).toEqual(await describeStock(site.db, 0));
  expect(await countPending(site.db)).toMatchObject({ count: 0 });
});

test('a site killed in the middle of an integration goes on and ends with the same records', {
  timeout: 120_000,
}, async () => {
  expect(await pair.synchronise()).toMatchObject({ state: 'done' });
  const lost = await createTestDatabase();
  await saveConnection(lost.db, { url: pair.server.url, siteName: 'Hamburg', token: pair.token });
  await releaseInstallation(pair.central.db, pair.siteId);
  const run = await killAt(lost.db, lost.url, async () => {
    const here = await countRows(lost.db, sql`select count(*)::int as n from properties`);
    return here > 0;
  });
  expect(run).toMatchObject({ state: 'done', error: null });
  expect(await describeStock(lost.db, 0)).toEqual(await describeStock(pair.site.db, 0));
  await lost.close();
});

test('a central server killed while it integrates goes on by itself, and the waiting site with it', {
  timeout: 120_000,
}, async () => {
  const { site, central } = pair;
  await startSite(site.url);
  const { runId } = await startSync(site.db, { trigger: 'user' });
  await waitFor('the central server to integrate', async () => {
    const there = await countRows(central.db, sql`select count(*)::int as n from properties`);
    return there > 0;
  });
  await pair.server.kill();
  processes.push(await startInstallation({ role: 'central', databaseUrl: central.url, port: pair.server.port }));
  expect(await endOfRun(site.db, runId)).toMatchObject({ state: 'done', error: null });
  expect(await describeStock(central.db, pair.siteId)).toEqual(await describeStock(site.db, 0));
});

test('a central server killed in the middle of integrating goes on by itself, also when the site is there no more', {
  timeout: 120_000,
}, async () => {
  const { site, central } = pair;
  const buffered = () => countRows(central.db, sql`select count(*)::int as n from sync_buffer`);
  // What is refused at first goes through the buffer, and so does all that comes after it.
  await central.db.execute(sql`alter table properties add constraint for_a_moment check (false) not valid`);
  const pushing = await startSite(site.url);
  await startSync(site.db, { trigger: 'user' });
  await waitFor('records in the buffer', async () => (await buffered()) > 0);
  await central.db.execute(sql`alter table properties drop constraint for_a_moment`);
  await waitFor('the central server to integrate', async () => {
    const there = await countRows(central.db, sql`select count(*)::int as n from properties`);
    return there > 0;
  });
  await Promise.all([pushing.kill(), pair.server.kill()]);
  expect(await buffered()).toBeGreaterThan(0);

  processes.push(await startInstallation({ role: 'central', databaseUrl: central.url, port: pair.server.port }));
  await waitFor('the rest to be integrated', async () => (await buffered()) === 0, 60_000);
  expect(await describeStock(central.db, pair.siteId)).toEqual(await describeStock(site.db, 0));
});
