import path from 'node:path';
import { startImport } from '@/lib/interfaces/start-import';
import { getRun } from '@/lib/runs/get';
import { findBrowser } from '../../bin/testing/browser.mjs';
import { prepareDelivery } from './import/delivery';
import { buildWithBare } from './pages/build-with-bare';
import { auditPage, type Device } from './pages/lighthouse';
import { firstBytes, p95, requestsPerSecond, type Target } from './pages/load';
import { type PagesMeasured, reportPages } from './pages/report';
import { weighScripts } from './pages/script-weight';
import { type BenchSite, prepareSite } from './pages/site';
import type { BenchDatabase, BenchServer } from './support/databases';
import { startNext } from './support/next-server';
import type { BenchOptions } from './support/options';
import { median, takePairs } from './support/pairs';
import { runBench } from './support/run-bench';

const CLIENTS = 8;
const FIRST_BYTES = 300;
const PAUSE_MS = 50;
const MOST_DURING_IMPORT = 10_000;

runBench(async (options, server) => {
  const { seed, small } = options;
  const [properties, xmlMegabytes] = small ? [300, 2] : [20_000, 120];
  const delivery = await prepareDelivery({ properties, xmlMegabytes, images: 6, imageKilobytes: null, seed });
  const database = await server.create();
  const site = await prepareSite(database.db, delivery);
  // The session is signed here, so both have one secret.
  const env = { DELIVERY_ROOTS: delivery.directory, NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? '' };
  const dataDir = path.resolve('.test-data/bench-pages/data');
  const root = await buildWithBare();
  const next = await startNext({ role: 'site', databaseUrl: database.url, dataDir, root, env });
  try {
    const targets = targetsOf(next.url, site.cookie);
    const rates = await measureRates(targets, options, server);
    const idle = await firstBytes(targets.status, { most: small ? 20 : 200, pauseMs: PAUSE_MS });
    const during = await measureDuringImport(database, site, targets.status);
    reportPages({
      ...rates,
      idleP95Ms: p95(idle),
      duringP95Ms: p95(during),
      duringRequests: during.length,
      megabytes: delivery.megabytes,
      ...(await measureInBrowser(targets)),
    });
  } finally {
    await next.stop();
  }
});

type Targets = ReturnType<typeof targetsOf>;

function targetsOf(url: string, cookie: string) {
  const at = (address: string, contains: string): Target => ({ url: `${url}${address}`, cookie, contains });
  return {
    status: at('/sync', 'Synchronisation'),
    overview: at('/', 'Synchronisation'),
    /** Within the console's frame, as the status page, and without it. */
    bare: at('/bare', 'bench'),
    alone: at('/bare-alone', 'bench'),
    poll: at('/api/status/sync', 'version'),
    bareRoute: at('/api/bare', 'bench'),
  };
}

async function measureRates(
  targets: Targets,
  { pairs: wanted, small }: BenchOptions,
  { roots }: BenchServer,
): Promise<Pick<PagesMeasured, 'status' | 'alone' | 'poll' | 'first'>> {
  for (const target of Object.values(targets)) await requestsPerSecond(target, CLIENTS, small ? 1 : 4);
  const rate = (target: Target) => requestsPerSecond(target, CLIENTS, small ? 1 : 6);
  const compare = (label: string, ours: Target, bare: Target) =>
    takePairs(
      { wanted, roots, label },
      () => rate(ours),
      () => rate(bare),
    );
  const firstByte = async (target: Target) => median(await firstBytes(target, { most: FIRST_BYTES }));
  return {
    status: await compare('status page', targets.status, targets.bare),
    alone: await compare('status page, without the frame', targets.status, targets.alone),
    poll: await compare('poll', targets.poll, targets.bareRoute),
    first: await takePairs(
      { wanted, roots, label: 'first byte' },
      () => firstByte(targets.status),
      () => firstByte(targets.bare),
    ),
  };
}

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

async function measureInBrowser({
  status,
  overview,
  alone,
}: Targets): Promise<Pick<PagesMeasured, 'weight' | 'bareWeight' | 'audits'>> {
  const signal = AbortSignal.timeout(600_000);
  const { file: chromePath } = await findBrowser({ root: path.resolve('.'), signal, note: console.log });
  const audit = ({ url, cookie }: Target, device: Device) => auditPage({ chromePath, url, cookie, device });
  return {
    weight: await weighScripts(chromePath, status.url, status.cookie),
    bareWeight: await weighScripts(chromePath, alone.url, alone.cookie),
    audits: {
      status: await audit(status, 'phone'),
      statusDesktop: await audit(status, 'desktop'),
      overview: await audit(overview, 'phone'),
      overviewDesktop: await audit(overview, 'desktop'),
    },
  };
}
