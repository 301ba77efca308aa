import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { registerSite } from '@/lib/central/register-site';
import { queueDueRuns } from '@/lib/executor/queue-due';
import { createImportWork } from '@/lib/interfaces/import-work';
import { type StartImportInput, startImport } from '@/lib/interfaces/start-import';
import { cancelRun } from '@/lib/runs/cancel';
import { startSync } from '@/lib/runs/start';
import { disconnectSite } from '@/lib/sync/disconnect';
import { saveConnection, saveSchedule } from '@/lib/sync/settings';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { executeNext } from '../../support/execute-next';
import { createImportHarness, executeClaimed, type ImportHarness } from '../../support/import-harness';
import { type Installation, startInstallation } from '../../support/installation';
import { oneProperty } from '../../support/openimmo';
import { describeStock } from '../../support/records';

let site: ImportHarness;
let central: TestDatabase;
let server: Installation;
beforeAll(async () => {
  central = await createTestDatabase();
  server = await startInstallation({ role: 'central', databaseUrl: central.url });
});
afterAll(async () => {
  await server.kill();
  await central.close();
});
beforeEach(async () => {
  site = await createImportHarness({ intervalMinutes: 5 });
  await site.deliver('a.xml', oneProperty());
});
afterEach(() => site.close());

/** To the real central server, by hand only, so that what is queued is the interface's. */
async function connect(token?: string): Promise<void> {
  const registered = await registerSite(central.db, { name: `Hamburg ${uuidv7()}` });
  await saveConnection(site.db, { url: server.url, siteName: 'Hamburg', token: token ?? registered.token });
  await saveSchedule(site.db, { intervalMinutes: null, pausedUntil: null, pauseReason: null }, null);
}
async function synchronise() {
  await startSync(site.db, { trigger: 'user' });
  return executeNext(site.db);
}
const start = (more: Partial<StartImportInput> = {}) =>
  startImport(site.db, { interfaceId: site.interfaceId, ...more });
/** When the interface's next slot has come. */
const tick = () => queueDueRuns(site.db, new Date(Date.now() + 10 * 60_000));
const refused = { code: 'first-run-needed' };

test('a site without a central server imports at once', async () => {
  expect(await tick()).toMatchObject([{ started: true }]);
  expect(await start()).toMatchObject({ started: false });
});

test('a connected site imports nothing before its first run, neither by hand nor by the schedule; after it both', async () => {
  await connect();
  for (const more of [{}, { force: true }, { preview: true }, { trigger: 'schedule' as const }]) {
    await expect(start(more)).rejects.toMatchObject(refused);
  }
  expect(await tick()).toEqual([]);

  expect(await synchronise()).toMatchObject({ state: 'done' });

  expect(await site.run()).toMatchObject({ state: 'done', counts: { created: 1 } });
  expect(await tick()).toMatchObject([{ started: true }]);
});

test('a first run that failed is none', async () => {
  await connect('wrong');
  expect(await synchronise()).toMatchObject({ state: 'failed', error: { code: 'token-refused' } });
  await expect(start()).rejects.toMatchObject(refused);
  expect(await tick()).toEqual([]);
});

test('an import that was queued before the site was connected changes nothing before the first run', async () => {
  await start();
  await connect();
  const run = await executeClaimed(site.db, createImportWork(site.interfaceId, site.places));
  expect(run).toMatchObject({ state: 'failed', error: refused });
  expect(await describeStock(site.db, 0)).toEqual([]);
  await synchronise();
  expect(await site.run()).toMatchObject({ state: 'done', counts: { created: 1 } });
});

test('another central server asks for a first run of its own, and without any there is none to wait for', async () => {
  await connect();
  await synchronise();
  await disconnectSite(site.db);
  const { runId, started } = await start();
  expect(started).toBe(true);
  await cancelRun(site.db, runId);
  await connect();
  await expect(start()).rejects.toMatchObject(refused);
  await synchronise();
  expect(await start()).toMatchObject({ started: true });
});
