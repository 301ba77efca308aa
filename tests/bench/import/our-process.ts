import { monitorEventLoopDelay } from 'node:perf_hooks';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { openDatabase } from '@/lib/db/client';
import { interfaces } from '@/lib/db/schema/interfaces';
import { providers } from '@/lib/db/schema/providers';
import { runs } from '@/lib/db/schema/runs';
import { createImportWork } from '@/lib/interfaces/import-work';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { startImport } from '@/lib/interfaces/start-import';
import { executeRun } from '@/lib/runs/execute';
import { claimRun } from '@/lib/runs/lease';
import { openStorage } from '@/lib/storage/storage';
import { setTestEnvironment } from '../../support/environment';
import type { BenchDelivery } from './delivery';

export interface OurCommand {
  databaseUrl: string;
  storageDir: string;
  delivery: BenchDelivery;
  /** The same delivery again, by the content of each record. */
  force: boolean;
}

export interface OurAnswer {
  error?: string;
  ms: number;
  cpuMs: number;
  steps: Record<string, number>;
  counts: Record<string, number>;
  /** resident memory above what the process had before the run */
  peakMb: number;
  longestBlockMs: number;
}

const SAMPLE_MS = 20;

// One import in a process that does nothing else, as `fork` starts it; its memory is measured from its idle state.
setTestEnvironment();
process.once('message', (command: OurCommand) => {
  void importOnce(command)
    .catch(
      (error: unknown): OurAnswer => ({
        ...NOTHING,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    )
    .then((answer) => process.send?.(answer, () => process.disconnect()));
});

const NOTHING: OurAnswer = { ms: 0, cpuMs: 0, steps: {}, counts: {}, peakMb: 0, longestBlockMs: 0 };

async function importOnce({ databaseUrl, storageDir, delivery, force }: OurCommand): Promise<OurAnswer> {
  const { db, close } = openDatabase(databaseUrl, { max: 8, applicationName: 'bench import' });
  try {
    const interfaceId = await findOrAddInterface();
    const { runId } = await startImport(db, {
      interfaceId,
      ...(force && { force, deliveryIds: await knownDeliveries(interfaceId) }),
    });
    const run = await claimRun(db, 'bench');
    if (!run) throw new Error('no run is queued');
    const places = { storage: openStorage(storageDir), deliveryRoots: [delivery.directory] };
    const work = createImportWork(interfaceId, places);
    const memory = watchMemory();
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
    await executeRun({ db, controlDb: db, run, findWork: async () => work });
    const [ms, cpu] = [performance.now() - startedAt, process.cpuUsage(cpuBefore)];
    loop.disable();
    const [ended] = await db.select().from(runs).where(eq(runs.id, runId));
    if (!ended || (ended.state !== 'done' && ended.state !== 'problems')) {
      throw new Error(`the run ended as ${ended?.state}: ${JSON.stringify(ended?.error)}`);
    }
    return {
      ms,
      cpuMs: (cpu.user + cpu.system) / 1000,
      steps: await readSteps(runId),
      counts: ended.counts as Record<string, number>,
      peakMb: memory(),
      longestBlockMs: loop.max / 1e6,
    };
  } finally {
    await close();
  }

  async function findOrAddInterface(): Promise<string> {
    const [known] = await db.select({ id: interfaces.id }).from(interfaces);
    if (known) return known.id;
    const id = uuidv7();
    await db.insert(providers).values({ id: uuidv7(), ...delivery.provider });
    const source = { kind: 'directory' as const, path: '' };
    await db.insert(interfaces).values({ id, name: 'Bench', type: 'openimmo', source, rules: DEFAULT_RULES });
    return id;
  }

  async function knownDeliveries(interfaceId: string): Promise<string[]> {
    const { deliveries } = await import('@/lib/db/schema/deliveries');
    const rows = await db.select({ id: deliveries.id }).from(deliveries).where(eq(deliveries.interfaceId, interfaceId));
    return rows.map(({ id }) => id);
  }

  async function readSteps(runId: string): Promise<Record<string, number>> {
    const { runSteps } = await import('@/lib/db/schema/runs');
    const rows = await db.select().from(runSteps).where(eq(runSteps.runId, runId));
    return Object.fromEntries(
      rows.map(({ key, startedAt, finishedAt }) => [key, (finishedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? 0)]),
    );
  }
}

/** Megabytes of resident memory above now, at most, until the answer is asked for. */
function watchMemory(): () => number {
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    look();
    return (peak - idle) / 1024 / 1024;
  };
}
