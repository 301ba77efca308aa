import { sql } from 'drizzle-orm';
import { registerSite } from '@/lib/central/register-site';
import { startSync } from '@/lib/runs/start';
import { saveConnection } from '@/lib/sync/settings';
import { executeNext } from '../../support/execute-next';
import { type CentralServer, startCentral } from '../support/central-server';
import type { BenchDatabase, BenchServer } from '../support/databases';
import type { BenchOptions } from '../support/options';

/** A central server with its database. */
export interface Central {
  database: BenchDatabase;
  server: CentralServer;
  close(): Promise<void>;
}

export async function openCentral(bench: BenchServer, kind: BenchOptions['server']): Promise<Central> {
  const database = await bench.create();
  const server = await startCentral(kind, database.url);
  return {
    database,
    server,
    close: async () => {
      await server.stop();
      await bench.drop(database);
    },
  };
}

export interface Credentials {
  siteId: number;
  token: string;
}

/** Registers a site and lets its database know how the central server is reached. */
export async function connect(site: BenchDatabase, central: Central, known?: Credentials): Promise<Credentials> {
  const credentials = known ?? (await registerSite(central.database.db, { name: site.name }));
  await saveConnection(site.db, { url: central.server.url, siteName: site.name, token: credentials.token });
  return credentials;
}

export interface SyncTimes {
  /** From the order to the end of the run, in milliseconds. */
  run: number;
  /** Steps by their names. */
  steps: Record<string, number>;
  sent: number;
  received: number;
}

/** One run of the site, executed in this process. Throws unless it ends as done. */
export async function synchronise(site: BenchDatabase): Promise<SyncTimes> {
  const startedAt = performance.now();
  await startSync(site.db, { trigger: 'user' });
  const run = await executeNext(site.db);
  const took = performance.now() - startedAt;
  if (run.state !== 'done') throw new Error(`the run ended as ${run.state}: ${JSON.stringify(run.error)}`);
  return {
    run: took,
    steps: await readSteps(site, run.id),
    sent: run.counts.sent ?? 0,
    received: run.counts.received ?? 0,
  };
}

async function readSteps({ db }: BenchDatabase, runId: string): Promise<Record<string, number>> {
  const rows = await db.execute<{ key: string; ms: number }>(sql`
    select key, coalesce(1000 * extract(epoch from finished_at - started_at), 0)::float8 as ms
    from run_steps where run_id = ${runId} order by position`);
  return Object.fromEntries(rows.map(({ key, ms }) => [key, ms]));
}
