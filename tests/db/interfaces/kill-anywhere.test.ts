import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { Db } from '@/lib/db/client';
import { createInterface } from '@/lib/interfaces/create';
import { createImportWork } from '@/lib/interfaces/import-work';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { startImport } from '@/lib/interfaces/start-import';
import { getRun } from '@/lib/runs/get';
import { type FileStorage, openStorage } from '@/lib/storage/storage';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { endOfRun } from '../../support/end-of-run';
import { describeEverything, executeClaimed, expireLease } from '../../support/import-harness';
import { findFileProblems, listStored } from '../../support/imported';
import { type Installation, startInstallation } from '../../support/installation';
import { countOf, LONG, type Random, SEED, seededRandom, timeoutOf } from '../../support/long';
import { insertProvider } from '../../support/records';
import { environmentOf, STORAGE_KINDS, type StorageKind, startObjectStorage } from '../../support/storages';
import { modelZip, randomTransfer } from '../../support/transfer-model';
import { waitFor } from '../../support/wait-for';

const KILLS: Record<StorageKind, number> = { local: countOf(2, 100), s3: countOf(2, 100) };
const STREAMS = LONG ? 3 : 2;
const MOST_KILLS_OF_A_RUN = 3;
const STEPS = ['read', 'attachments', 'apply'] as const;

interface Site {
  database: TestDatabase;
  interfaceId: string;
  dataDir: string;
  storage: FileStorage;
  /** What an executor is told of its storage. */
  env: Record<string, string>;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test.each(STORAGE_KINDS)(
  `kill -9 at random moments of imports (%s): the end state of an undisturbed one, every file owned and every attachment with its file (seed ${SEED})`,
  {
    timeout: timeoutOf(300_000),
  },
  async (kind) => {
    const tally = { kills: 0, rounds: 0, steps: {} as Record<string, number> };
    const kills = KILLS[kind];
    await Promise.all(
      Array.from({ length: STREAMS }, (_, stream) =>
        disturb(kind, seededRandom(stream), Math.ceil(kills / STREAMS), tally),
      ),
    );
    console.log(`${kind} kills ${JSON.stringify(tally)}`);
    expect(tally.kills).toBeGreaterThanOrEqual(kills);
  },
);

/** Two sites get the same deliveries; the executor of one of them is killed again and again. */
async function disturb(
  kind: StorageKind,
  random: Random,
  wanted: number,
  tally: { kills: number; rounds: number; steps: Record<string, number> },
) {
  const folder = await mkdtemp(path.join(tmpdir(), 'deliveries-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  await mkdir(path.join(folder, 'inbox'));
  const [calm, shaken] = [await createSite(kind), await createSite(kind)];
  const { db } = shaken.database;
  let executor = await startExecutor(shaken, folder);
  for (let kills = 0, round = 0; kills < wanted; round++) {
    await deliver(folder, random, round);
    const typicalMs = await runCalmly(calm, folder);
    const { runId } = await startImport(db, { interfaceId: shaken.interfaceId });
    for (let nth = random.int(1, MOST_KILLS_OF_A_RUN); nth > 0; nth--) {
      if (!(await reachMoment(db, runId, random, typicalMs))) break;
      await executor.kill();
      const struck = await getRun(db, runId);
      executor = await startExecutor(shaken, folder);
      if (struck?.state !== 'running') break;
      await expireLease(db, runId);
      const step = struck.steps.find(({ state }) => state === 'active')?.key ?? 'between';
      tally.steps[step] = (tally.steps[step] ?? 0) + 1;
      tally.kills++;
      kills++;
    }
    expect(await endOfRun(db, runId)).toMatchObject({ error: null });
    tally.rounds++;
    expect(await describeEverything(db)).toEqual(await describeEverything(calm.database.db));
    const [expected, found] = await Promise.all([calm, shaken].map(({ storage }) => listStored(storage)));
    expect(found?.sort()).toEqual(expected?.sort());
    const problems = await findFileProblems(db, shaken.storage, [shaken.interfaceId]);
    expect(problems).toEqual({ missing: [], ownerless: [] });
  }
  expect(executor.ended()).toBeNull();
}

async function createSite(kind: StorageKind): Promise<Site> {
  const database = await createTestDatabase({ max: 4 });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'site-'));
  closing.push(database.close, () => rm(dataDir, { recursive: true, force: true }));
  await insertProvider(database.db, { number: 'A-100' });
  await insertProvider(database.db, { number: 'B-200' });
  const { id } = await createInterface(database.db, {
    name: 'Inbox',
    source: { kind: 'directory', path: 'inbox' },
    providerIds: [],
    intervalMinutes: null,
    ...DEFAULT_RULES,
  });
  const root = path.join(dataDir, 'files');
  const bucket = kind === 's3' ? await startObjectStorage() : null;
  if (bucket) closing.push(bucket.close);
  const storage = bucket?.open(root) ?? openStorage(root);
  return { database, interfaceId: id, dataDir, storage, env: bucket ? environmentOf(bucket) : {} };
}

async function startExecutor({ database, dataDir, env }: Site, folder: string): Promise<Installation> {
  const input = { databaseUrl: database.url, dataDir, deliveryRoot: folder, env };
  const executor = await startInstallation({ role: 'site', ...input });
  closing.push(() => executor.kill());
  return executor;
}

/** One to three deliveries of two providers with pictures. */
async function deliver(folder: string, random: Random, round: number): Promise<void> {
  const count = random.int(1, 3);
  for (let nth = 0; nth < count; nth++) {
    const madeAt = new Date(Date.UTC(2025, 0, 1 + round, nth));
    const most = random.pick([20, 80, 200]);
    const input = { timestamp: madeAt.toISOString(), providers: ['A-100', 'B-200'], most, pictures: most * 2 };
    const file = path.join(folder, 'inbox', `${round}-${nth}.zip`);
    await writeFile(file, modelZip(randomTransfer(random, input)));
    await utimes(file, madeAt, madeAt);
  }
}

/** Imports in this process, and answers how long that took. */
async function runCalmly({ database: { db }, interfaceId, storage }: Site, folder: string): Promise<number> {
  const places = { storage, deliveryRoots: [folder] };
  await startImport(db, { interfaceId });
  const startedMs = performance.now();
  const run = await executeClaimed(db, createImportWork(interfaceId, places));
  expect(run.error).toBeNull();
  return performance.now() - startedMs;
}

/** Waits for a random moment: some time after the run was claimed, or just after one of its steps has begun. False: it has ended. */
async function reachMoment(db: Db, runId: string, random: Random, typicalMs: number): Promise<boolean> {
  const [step, delay, byStep] = [random.pick(STEPS), random.next(), random.chance(0.5)];
  const reached = await waitFor(
    'the moment of the kill',
    async () => {
      const [row] = await db.execute<{ ended: boolean; claimed: boolean; begun: boolean }>(sql`
        select finished_at is not null as ended, lease_until > now() as claimed, exists (
          select from run_steps s where s.run_id = r.id and s.state <> 'waiting' and s.key = ${step}) as begun
        from runs r where id = ${runId}`);
      if (row?.ended) return 'ended';
      return row?.claimed && (!byStep || row.begun) ? 'now' : null;
    },
    60_000,
  );
  if (reached === 'ended') return false;
  await new Promise((resolve) => setTimeout(resolve, delay * (byStep ? 150 : typicalMs)));
  return (await getRun(db, runId))?.state === 'running';
}
