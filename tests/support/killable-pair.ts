import { sql } from 'drizzle-orm';
import { registerSite } from '@/lib/central/register-site';
import type { Db } from '@/lib/db/client';
import { saveConnection, saveSchedule } from '@/lib/sync/settings';
import { createTestDatabase, type TestDatabase } from './database';
import { type Installation, startInstallation } from './installation';

export type Side = 'site' | 'central';

export interface KillablePair {
  site: TestDatabase;
  central: TestDatabase;
  siteId: number;
  /** `kill -9` of the side's process; another one is started at once. Answers when it is killed. */
  kill(side: Side): Promise<void>;
  /** How processes ended by themselves, for example of an unhandled rejection: none should. */
  ended(): Promise<string[]>;
  /** When the processes that are being started listen. */
  standing(): Promise<void>;
  /** The longest that a run was without a living owner so far, with the run's state and target. */
  ownerless(): { ms: number; run: string };
  close(): Promise<void>;
}

interface ActiveRow extends Record<string, unknown> {
  id: string;
  target: string;
  state: string;
  owner: string | null;
  queued_ms: number;
  expired_ms: number | null;
}

/** By which address a side's process reaches its database. */
export type Through = (databaseUrl: string, side: Side) => string;

/** A site and its central server as two processes with executors, each of which can be killed at any moment. */
export async function startKillablePair(through: Through = (url) => url): Promise<KillablePair> {
  const [site, central] = await Promise.all([createTestDatabase({ max: 3 }), createTestDatabase({ max: 3 })]);
  const start = (side: Side, port?: number) =>
    startInstallation({
      role: side,
      databaseUrl: through(side === 'site' ? site.url : central.url, side),
      ...(port === undefined ? {} : { port }),
    });
  const processes: Record<Side, Promise<Installation>> = { site: start('site'), central: start('central') };
  const { siteId, token } = await registerSite(central.db, { name: 'Hamburg' });
  const { url, port } = await processes.central;
  await saveConnection(site.db, { url, siteName: 'Hamburg', token });
  // Only the runs that a test starts.
  await saveSchedule(site.db, { intervalMinutes: null, pausedUntil: null, pauseReason: null }, null);
  const watch = watchOwners([site.db, central.db]);
  return {
    site,
    central,
    siteId,
    kill: async (side) => {
      const process = await processes[side];
      await process.kill();
      watch.noteDeath(process.pid);
      processes[side] = start(side, side === 'central' ? port : undefined);
    },
    standing: async () => {
      await Promise.all([processes.site, processes.central]);
    },
    ended: async () => {
      const both = await Promise.all([processes.site, processes.central]);
      return both.flatMap((process) => process.ended() ?? []);
    },
    ownerless: watch.longest,
    close: async () => {
      await watch.stop();
      await Promise.all([processes.site, processes.central].map(async (process) => (await process).kill()));
      await Promise.all([site.close(), central.close()]);
    },
  };
}

/** Looks ten times a second who owns the active runs: nobody, a process that was killed, or one that let its lease run out. */
function watchOwners(databases: readonly Db[]) {
  const deaths = new Map<string, number>();
  let longest = { ms: 0, run: 'none' };
  let stopped = false;
  const look = async (db: Db) => {
    const rows = await db.execute<ActiveRow>(sql`
      select id, target, state, lease_owner as owner, extract(epoch from now() - queued_at)::float8 * 1000 as queued_ms,
        extract(epoch from now() - lease_until)::float8 * 1000 as expired_ms
      from runs where state in ('queued', 'running')`);
    for (const row of rows) {
      const death = deaths.get(row.owner?.split('/')[1] ?? '');
      const ms = row.state === 'queued' ? row.queued_ms : death ? performance.now() - death : (row.expired_ms ?? 0);
      if (ms > longest.ms) longest = { ms: Math.round(ms), run: `${row.target} ${row.state} ${row.id}` };
    }
  };
  const watching = (async () => {
    while (!stopped) {
      await Promise.all(databases.map(look));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  watching.catch((error: unknown) => {
    longest = { ms: Number.POSITIVE_INFINITY, run: `nobody looked any more: ${String(error)}` };
  });
  return {
    noteDeath: (pid: number) => deaths.set(String(pid), performance.now()),
    longest: () => longest,
    stop: async () => {
      stopped = true;
      await watching;
    },
  };
}
