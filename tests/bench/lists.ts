import { rm } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { encodeSession } from '@/lib/auth/token';
import { createUser } from '@/lib/users/create';
import { insertBuffered, insertSites } from '../support/sites';
import { fillSite, type SiteFill } from './lists/fill-site';
import { CENTRAL_PAGES, type ListPage, sitePages } from './lists/pages';
import { type ListServer, visitP95 } from './lists/visit';
import type { BenchServer } from './support/databases';
import { type NextServer, startNext } from './support/next-server';
import { median, type Pairs, takePairs } from './support/pairs';
import { describeQuiet, printResult, printTable } from './support/report';
import { runBench } from './support/run-bench';

const VISITS = 20;
const WARM_UP = 5;
const DIRECTORY = path.resolve('.test-data/bench-lists');

const FEW: SiteFill = {
  properties: 1_000,
  providers: 20,
  interfaces: 4,
  deliveries: 1_000,
  outcomes: 1_000,
  planEntries: 1_000,
  audit: 1_000,
  users: 1_000,
  tokens: 1_000,
  files: 1_000,
};

/** As the project's goal names it; what it does not name grows along. */
const manyOf = (properties: number): SiteFill => ({
  properties,
  providers: 400,
  interfaces: 4,
  deliveries: properties / 10,
  outcomes: properties,
  planEntries: properties / 10,
  audit: properties,
  users: 5_000,
  tokens: 10_000,
  files: properties / 10,
});

interface Side {
  site: ListServer;
  central: ListServer;
  servers: NextServer[];
  listedPerSecond: number;
}

runBench(async ({ pairs: wanted, records, small, only }, server) => {
  const properties = records ?? (small ? 20_000 : 1_000_000);
  console.log(`${properties} properties, ${properties / 10} deliveries, ${properties} outcomes against 1,000 of each`);
  const sides: Side[] = [];
  try {
    const many = await prepareSide(server, manyOf(properties), 40_000);
    sides.push(many);
    const few = await prepareSide(server, FEW, 1_000);
    sides.push(few);
    console.log(`the list of properties took in ${many.listedPerSecond.toFixed(0)} changed properties a second`);
    await server.settle();
    const isWanted = ({ name }: ListPage) => only?.some((part) => name.includes(part)) ?? true;
    const measure = (ofMany: ListPage[], ofFew: ListPage[], large: ListServer, small: ListServer) =>
      measurePages(server, wanted, ofMany.filter(isWanted), ofFew.filter(isWanted), large, small);
    const measured = [
      ...(await measure(sitePages(manyOf(properties)), sitePages(FEW), many.site, few.site)),
      ...(await measure(CENTRAL_PAGES, CENTRAL_PAGES, many.central, few.central)),
    ];
    report(measured, { properties, listedPerSecond: many.listedPerSecond });
  } finally {
    for (const side of sides) for (const next of side.servers) await next.stop();
    await rm(DIRECTORY, { recursive: true, force: true });
  }
});

async function prepareSide(server: BenchServer, fill: SiteFill, sites: number): Promise<Side> {
  const [siteDatabase, centralDatabase] = [await server.create(), await server.create()];
  const { cookie, deliveryRoot, listedPerSecond } = await fillSite(siteDatabase.db, fill, DIRECTORY);
  await insertSites(centralDatabase.db, sites);
  await insertBuffered(centralDatabase.db, sites);
  const admin = { email: 'bench@example.org', password: 'a long password of the benchmarks', role: 'admin' as const };
  const { id } = await createUser(centralDatabase.db, { ...admin, language: 'en' });
  const token = await encodeSession({ sub: id, epoch: 0, signedInAt: Math.floor(Date.now() / 1000) });
  await centralDatabase.db.execute(sql`vacuum analyze`);
  // The session is signed here, so all have one secret. Nothing runs by itself while something is measured.
  const env = { NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? '', RUN_EXECUTOR: 'off', DELIVERY_ROOTS: deliveryRoot };
  const dataDir = path.join(DIRECTORY, `data-${fill.properties}`);
  const site = await startNext({ role: 'site', databaseUrl: siteDatabase.url, dataDir, env });
  const central = await startNext({
    role: 'central',
    databaseUrl: centralDatabase.url,
    dataDir: `${dataDir}-central`,
    env,
  });
  return {
    site: { url: site.url, cookie },
    central: { url: central.url, cookie: `${sessionCookieName()}=${token}` },
    servers: [site, central],
    listedPerSecond,
  };
}

interface Measured {
  name: string;
  pairs: Pairs<{ first: number; second: number }>;
  growth: number;
}

async function measurePages(
  server: BenchServer,
  wanted: number,
  ofMany: ListPage[],
  ofFew: ListPage[],
  many: ListServer,
  few: ListServer,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [index, page] of ofMany.entries()) {
    const small = ofFew[index] ?? page;
    await visitP95(many, page, WARM_UP, 0);
    await visitP95(few, small, WARM_UP, 0);
    const pairs = await takePairs(
      { wanted, roots: server.roots, label: page.name },
      (round) => visitP95(many, page, VISITS, WARM_UP + round * VISITS),
      (round) => visitP95(few, small, VISITS, WARM_UP + round * VISITS),
    );
    const growth = median(pairs.values.map(({ first, second }) => first / second));
    measured.push({ name: page.name, pairs, growth });
    console.log(`${page.name}: ${growth.toFixed(2)}`);
  }
  return measured;
}

function report(measured: Measured[], figures: { properties: number; listedPerSecond: number }): void {
  printTable(`p95 of ${VISITS} visits, milliseconds until the whole page is there`, [
    ['', `${figures.properties}`, '1000', 'growth', 'void'],
    ...measured.map(({ name, pairs, growth }) => [
      name,
      median(pairs.values.map(({ first }) => first)),
      median(pairs.values.map(({ second }) => second)),
      growth,
      pairs.voided,
    ]),
  ]);
  const worst = measured.reduce((one, other) => (other.growth > one.growth ? other : one));
  printResult('lists', {
    growth: worst.growth,
    page: worst.name,
    pages: measured.length,
    ...figures,
    ...describeQuiet(measured.map(({ pairs }) => pairs)),
  });
}
