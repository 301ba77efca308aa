import path from 'node:path';
import { startImport } from '@/lib/interfaces/start-import';
import { getRun } from '@/lib/runs/get';
import { findBrowser } from '../../bin/testing/browser.mjs';
import { prepareDelivery } from './import/delivery';
import { buildWithBare } from './pages/build-with-bare';
import { auditPage, type Device } from './pages/lighthouse';
import { firstBytes, p95, requestsPerSecond, type Target } from './pages/load';
import { weighScripts } from './pages/script-weight';
import { type BenchSite, prepareSite } from './pages/site';
import type { BenchDatabase } from './support/databases';
import { startNext } from './support/next-server';
import { median, takePairs } from './support/pairs';
import { describeQuiet, printResult, printTable } from './support/report';
import { runBench } from './support/run-bench';

const CLIENTS = 8;
const PAUSE_MS = 50;
const MOST_DURING_IMPORT = 10_000;

runBench(async ({ pairs: wanted, seed, small }, server) => {
  const seconds = small ? 1 : 6;
  const [properties, xmlMegabytes] = small ? [300, 2] : [20_000, 120];
  const delivery = await prepareDelivery({ properties, xmlMegabytes, images: 6, imageKilobytes: null, seed });
  const database = await server.create();
  const site = await prepareSite(database.db, delivery);
  const root = await buildWithBare();
  // The session is signed here, so both have one secret.
  const env = { DELIVERY_ROOTS: delivery.directory, NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? '' };
  const dataDir = path.resolve('.test-data/bench-pages/data');
  const next = await startNext({ role: 'site', databaseUrl: database.url, dataDir, root, env });
  try {
    const at = (path: string, contains: string): Target => ({
      url: `${next.url}${path}`,
      cookie: site.cookie,
      contains,
    });
    const targets = {
      status: at('/sync', 'Synchronisation'),
      bare: at('/bare', 'bench'),
      alone: at('/bare-alone', 'bench'),
      poll: at('/api/status/sync', 'version'),
      bareRoute: at('/api/bare', 'bench'),
    };
    for (const target of Object.values(targets)) await requestsPerSecond(target, CLIENTS, small ? 1 : 4);
    const compare = (label: string, ours: Target, bare: Target) =>
      takePairs(
        { wanted, roots: server.roots, label },
        () => requestsPerSecond(ours, CLIENTS, seconds),
        () => requestsPerSecond(bare, CLIENTS, seconds),
      );
    const status = await compare('status page', targets.status, targets.bare);
    const alone = await compare('status page, without the frame', targets.status, targets.alone);
    const poll = await compare('poll', targets.poll, targets.bareRoute);
    const first = await takePairs(
      { wanted, roots: server.roots, label: 'first byte' },
      async () => median(await firstBytes(targets.status, { most: 60 })),
      async () => median(await firstBytes(targets.bare, { most: 60 })),
    );
    const idle = await firstBytes(targets.status, { most: small ? 20 : 200, pauseMs: PAUSE_MS });
    const during = await measureDuringImport(database, site, targets.status);
    const browser = await findBrowser({
      root: path.resolve('.'),
      signal: AbortSignal.timeout(600_000),
      note: console.log,
    });
    const weight = await weighScripts(browser.file, targets.status.url, site.cookie);
    const bareWeight = await weighScripts(browser.file, targets.alone.url, site.cookie);
    const audit = (url: string, device: Device) =>
      auditPage({ chromePath: browser.file, url, cookie: site.cookie, device });
    const audits = {
      status: await audit(targets.status.url, 'phone'),
      statusDesktop: await audit(targets.status.url, 'desktop'),
      overview: await audit(`${next.url}/`, 'phone'),
      overviewDesktop: await audit(`${next.url}/`, 'desktop'),
    };
    const ratios = (pairs: typeof status) => median(pairs.values.map(({ first: ours, second: bare }) => ours / bare));
    const rows = {
      'status page ÷ bare page': status,
      'status page ÷ bare page without frame': alone,
      'poll ÷ bare route': poll,
    };
    printTable('Requests per second', [
      ['', 'ours', 'bare', 'share'],
      ...Object.entries(rows).map(([label, pairs]) => [
        label,
        median(pairs.values.map((pair) => pair.first)),
        median(pairs.values.map((pair) => pair.second)),
        ratios(pairs),
      ]),
    ]);
    printTable('Milliseconds to the first byte', [
      ['', 'status page', 'bare page'],
      ['median', median(first.values.map((pair) => pair.first)), median(first.values.map((pair) => pair.second))],
      ['p95 idle', p95(idle), ''],
      [`p95 during an import of ${delivery.megabytes.toFixed(0)} MB (${during.length} requests)`, p95(during), ''],
    ]);
    printTable('Script of the status page, bytes after gzip -9', [
      ...weight.files.map(({ name, bytes }) => [name, bytes]),
      ['together', Math.round(weight.kilobytes * 1000)],
      ['of the bare page without frame', Math.round(bareWeight.kilobytes * 1000)],
    ]);
    printTable('Lighthouse', [
      ['', 'performance', 'accessibility', 'best practices', 'layout shift'],
      ...Object.entries(audits).map(([page, scores]) =>
        scores
          ? [page, scores.performance, scores.accessibility, scores.bestPractices, scores.layoutShift]
          : [page, 'not installed'],
      ),
    ]);
    printResult('pages', {
      statusShare: ratios(status),
      statusShareWithoutFrame: ratios(alone),
      pollShare: ratios(poll),
      firstResponse: ratios(first),
      duringImport: p95(during) / p95(idle),
      scriptKb: weight.kilobytes,
      bareScriptKb: bareWeight.kilobytes,
      lighthouse: audits,
      ...describeQuiet([status, alone, poll, first]),
    });
  } finally {
    await next.stop();
  }
});

/** Times to the first byte while the server imports. */
async function measureDuringImport({ db }: BenchDatabase, site: BenchSite, status: Target): Promise<number[]> {
  const { runId } = await startImport(db, { interfaceId: site.interfaceId });
  let state = 'queued';
  const watch = setInterval(async () => {
    state = (await getRun(db, runId))?.state ?? 'gone';
  }, 200);
  const isOver = () => state !== 'queued' && state !== 'running';
  try {
    const times = await firstBytes(status, { most: MOST_DURING_IMPORT, pauseMs: PAUSE_MS, done: isOver });
    if (state !== 'done' && state !== 'problems') throw new Error(`the import ended as ${state}`);
    return times;
  } finally {
    clearInterval(watch);
  }
}
