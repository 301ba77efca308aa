import { sql } from 'drizzle-orm';
import type { BenchDatabase, BenchServer } from '../support/databases';
import type { BenchOptions } from '../support/options';
import { fillProperties } from '../support/stock';
import { copyProperties } from './copy';
import { type Central, connect, openCentral, type SyncTimes, synchronise } from './ours';
import type { Pouch } from './pouch';

/** A site that lost everything and got it back, in step with its central server: what the later steps work on. */
export interface SyncedPair {
  site: BenchDatabase;
  central: Central;
}

export interface OurTransfer extends SyncedPair {
  push: SyncTimes;
  pull: SyncTimes;
  copyMs: number;
}

const WARM_UP = 2_000;

/** A site with `records` properties that nobody has touched yet, to be copied. */
export async function prepareStock(bench: BenchServer, records: number): Promise<BenchDatabase> {
  const filled = await bench.create();
  await fillProperties(filled.db, records);
  await filled.db.execute(sql`analyze`);
  await filled.close();
  return filled;
}

/**
 * The whole way of all records: a site pushes them, the central server integrates them, and the same site, its database
 * lost, pulls and integrates them. Then the limit, over the same rows.
 */
export async function transferOurs(
  bench: BenchServer,
  kind: BenchOptions['server'],
  stock: { name: string; records: number },
): Promise<OurTransfer> {
  const central = await openCentral(bench, kind);
  await warmUp(bench, central);
  const first = await bench.create(stock.name);
  const credentials = await connect(first, central);
  await bench.settle();
  const push = await synchronise(first);
  if (push.sent !== stock.records) throw new Error(`${push.sent} records were sent, not ${stock.records}`);
  await requireCount(central.database, stock.records + WARM_UP);
  const site = await bench.create();
  await central.database.db.execute(sql`update sites set installation_id = null where id = ${credentials.siteId}`);
  await connect(site, central, credentials);
  await bench.settle();
  const pull = await synchronise(site);
  await requireCount(site, stock.records);
  await bench.settle();
  const copyMs = await copyProperties(site, first, stock.records);
  await bench.drop(first);
  return { site, central, push, pull, copyMs };
}

/** Both sides have run their code before it counts. */
async function warmUp(bench: BenchServer, central: Central): Promise<void> {
  const site = await bench.create();
  await fillProperties(site.db, WARM_UP, 'W');
  await connect(site, central);
  await synchronise(site);
  await synchronise(site);
  await bench.drop(site);
}

async function requireCount({ db }: BenchDatabase, expected: number): Promise<void> {
  const [row] = await db.execute<{ n: number }>(sql`select count(*)::int as n from properties`);
  if (row?.n !== expected) throw new Error(`${row?.n} properties are there, not ${expected}`);
}

export interface PouchTransfer {
  pushMs: number;
  pullMs: number;
}

/** The peer's way of as many documents: from store `a` to a new database of the server, and from there to an empty store. */
export async function transferPouch(pouch: Pouch, records: number, round: number): Promise<PouchTransfer> {
  const url = pouch.urlOf(`round-${round}`);
  const push = await pouch.run({ do: 'push', store: 'a', url }, records);
  const pull = await pouch.run({ do: 'pull', store: `b-${round}`, url }, records);
  await pouch.run({ do: 'destroy', store: `b-${round}` });
  return { pushMs: push.ms, pullMs: pull.ms };
}

export async function closePair(bench: BenchServer, { site, central }: SyncedPair): Promise<void> {
  await bench.drop(site);
  await central.close();
}
