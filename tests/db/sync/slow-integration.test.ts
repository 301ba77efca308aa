import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerSite } from '@/lib/central/register-site';
import { RECEIVED_ORIGIN } from '@/lib/changelog/read';
import { verifications } from '@/lib/db/schema/sync';
import { executeRun } from '@/lib/runs/execute';
import { getRun, type RunDetail } from '@/lib/runs/get';
import { claimRun } from '@/lib/runs/lease';
import { startSync } from '@/lib/runs/start';
import { countPending } from '@/lib/status/count-pending';
import { saveConnection } from '@/lib/sync/settings';
import { readState } from '@/lib/sync/state';
import { synchroniseWork } from '@/lib/sync/synchronise';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { executeNext } from '../../support/execute-next';
import { type Installation, startInstallation } from '../../support/installation';
import { listOutcomesOfRun } from '../../support/outcomes';
import { describeStock, insertProperties, insertProvider } from '../../support/records';

/** Whose executor is off: what it cannot apply at once waits until the test executes it. */
let central: TestDatabase;
let server: Installation;
let site: TestDatabase;
let siteId: number;
/** Not known there yet: a batch with a record of it is not applied at once, but waits whole for an integration. */
let unknown: string;
beforeAll(async () => {
  [site, central] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  server = await startInstallation({ role: 'central', databaseUrl: central.url, executor: false });
  const registered = await registerSite(central.db, { name: 'Hamburg' });
  siteId = registered.siteId;
  await saveConnection(site.db, { url: server.url, siteName: 'Hamburg', token: registered.token });
  await insertProperties(site.db, await insertProvider(site.db, { number: '1' }), 3);
  unknown = await insertProvider(site.db, { number: '2', originSiteId: RECEIVED_ORIGIN });
  await insertProperties(site.db, unknown, 1, 'U');
});
afterAll(async () => {
  await server.kill();
  await Promise.all([site.close(), central.close()]);
});

/** A run of the site that loses its patience at once. */
async function synchronise(): Promise<RunDetail> {
  await startSync(site.db, { trigger: 'user' });
  const run = await claimRun(site.db, 'test');
  if (!run) throw new Error('no run is queued');
  await executeRun({
    db: site.db,
    controlDb: site.db,
    run,
    findWork: () => synchroniseWork(site.db, run, { patienceMs: 0 }),
  });
  const ended = await getRun(site.db, run.id);
  if (!ended) throw new Error('the run is gone');
  return ended;
}
const notedBy = async (run: RunDetail) =>
  (await listOutcomesOfRun(site.db, run.id)).map(({ outcome, severity, code, params }) => ({
    outcome,
    severity,
    code,
    params,
  }));
const slow = (waiting: number) => ({
  outcome: 'noted',
  severity: 'warning',
  code: 'integration-slow',
  params: { waiting },
});
const stockThere = () => describeStock(central.db, siteId);

test('a central server that takes long with a first run does not fail it: the run goes through all its steps and says so', async () => {
  const run = await synchronise();
  expect(run).toMatchObject({ state: 'problems', error: null, counts: { sent: 8, problems: 0 } });
  expect(run.steps.filter(({ state }) => state !== 'done')).toEqual([]);
  expect(run.steps.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['push', 'wait', 'pull-central', 'pull-remote', 'files', 'integrate']),
  );
  expect(await notedBy(run)).toEqual([slow(8)]);
  expect(await readState(site.db, 'first-run-finished')).not.toBeNull();
  expect(await stockThere()).toEqual([]);
});

test('what waits there to be integrated is not called different: only the provider is, which nobody sent', async () => {
  const [latest] = await site.db.select().from(verifications);
  expect(latest?.differences).toMatchObject([{ table: 'providers', id: unknown, kind: 'missing-there' }]);
  expect(latest).toMatchObject({ differingCount: 1, putOff: null });
});

test('the next run checks: it sends nothing again, and says so as long as it lasts', async () => {
  expect(await countPending(site.db)).toMatchObject({ count: 0 });
  const run = await synchronise();
  expect(run).toMatchObject({ state: 'problems', error: null, counts: { sent: 0, problems: 0 } });
  expect(run.steps.find(({ key }) => key === 'wait')).toMatchObject({ state: 'done' });
  expect(await notedBy(run)).toEqual([slow(8)]);
});

test('what changed meanwhile is sent all the same', async () => {
  await site.db.execute(sql`update properties set title = 'changed meanwhile' where external_number = 'P-1'`);
  expect(await synchronise()).toMatchObject({ state: 'problems', counts: { sent: 1, problems: 0 } });
});

test('once it is integrated the next run is done, and both sides are in step', async () => {
  await insertProvider(central.db, { number: '2', id: unknown });
  expect(await executeNext(central.db)).toMatchObject({ state: 'done' });
  const run = await synchronise();
  expect(run).toMatchObject({ state: 'done', error: null, counts: { sent: 0, problems: 0 } });
  expect(await notedBy(run)).toEqual([]);
  expect(await stockThere()).toEqual(await describeStock(site.db, 0));
});
