import { mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { applyCleanup } from '@/lib/interfaces/apply-cleanup';
import { createImportWork } from '@/lib/interfaces/import-work';
import { planCleanup } from '@/lib/interfaces/plan-cleanup';
import { startImport } from '@/lib/interfaces/start-import';
import { restoreFiles } from '@/lib/interfaces/trash';
import { executeRun } from '@/lib/runs/execute';
import { getRun } from '@/lib/runs/get';
import { claimRun } from '@/lib/runs/lease';
import { startRun } from '@/lib/runs/start';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { describeModelStock, findFileProblems } from '../../support/imported';
import { countOf, type Random, SEED, seededRandom, timeoutOf } from '../../support/long';
import { insertProvider } from '../../support/records';
import { type ModelTransfer, modelZip, randomTransfer, StockModel } from '../../support/transfer-model';

const ROUNDS = countOf(6, 120);
const EXECUTORS = 3;
const PROVIDERS = ['A-100', 'B-200'];

test(`two interfaces for one provider, manual and scheduled runs, ${EXECUTORS} executors and a cleanup at the same time: as if one after the other, no deadlock, no lost file (${ROUNDS} rounds, seed ${SEED})`, {
  timeout: timeoutOf(240_000),
}, async () => {
  const site = await createImportHarness({ guardMinimum: 100_000 });
  try {
    await insertProvider(site.db, { number: 'B-200', name: 'Berg Makler' });
    await mkdir(path.resolve(site.folder, '../two'));
    const two = await site.addInterface({
      name: 'Two',
      source: { kind: 'directory', path: 'two' },
      guardMinimum: 100_000,
    });
    await playRounds(site, { one: site.interfaceId, two });
  } finally {
    await site.close();
  }
});

type Interfaces = Record<'one' | 'two', string>;

async function playRounds(site: ImportHarness, interfaces: Interfaces): Promise<void> {
  const random = seededRandom();
  const transfers = new Map<string, ModelTransfer>();
  const tally = { parts: 0, cleaned: 0, restored: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    await deliverRound(site, random, round, transfers);
    const runIds = await queueRound(site, interfaces, round);
    const executors = Promise.all(Array.from({ length: EXECUTORS }, () => drain(site)));
    await cleanUpWhile(site, interfaces, executors, random, tally);
    for (const runId of runIds) expect(await getRun(site.db, runId)).toMatchObject({ error: null });

    const serial = await replay(site, interfaces, transfers);
    tally.parts = serial.parts;
    expect(await describeModelStock(site.db), `round ${round}`).toEqual(serial.stock);
    expect(await findProblems(site, interfaces), `round ${round}`).toEqual({ missing: [], ownerless: [] });
  }
  const [stats] = await site.db.execute<{ deadlocks: number }>(
    sql`select deadlocks::int as deadlocks from pg_stat_database where datname = current_database()`,
  );
  console.log(`concurrent imports ${JSON.stringify({ ...tally, ...stats })}`);
  expect(stats?.deadlocks).toBe(0);
  expect(tally.parts).toBeGreaterThan(ROUNDS);
  expect(tally.cleaned).toBeGreaterThan(0);
}

/** For each interface up to three deliveries of both providers, with pictures that all have in common. */
async function deliverRound(
  site: ImportHarness,
  random: Random,
  round: number,
  transfers: Map<string, ModelTransfer>,
): Promise<void> {
  for (const folder of ['inbox', 'two']) {
    for (let nth = 0; nth < random.int(1, 3); nth++) {
      const timestamp = new Date(Date.UTC(2025, 0, 1, 0, round * 10 + nth)).toISOString();
      const transfer = randomTransfer(random, { timestamp, providers: PROVIDERS, most: 25, pictures: 40 });
      const name = `${round}-${nth}.zip`;
      const file = path.resolve(site.folder, '..', folder, name);
      await writeFile(file, modelZip(transfer));
      const modifiedAt = new Date(Date.UTC(2025, 0, 1, 0, round * 10 + nth));
      await utimes(file, modifiedAt, modifiedAt);
      transfers.set(`${folder === 'inbox' ? 'one' : 'two'} ${name}`, transfer);
    }
  }
}

/** A manual run and one of the schedule on each: the second one on an interface finds the first. */
async function queueRound({ db }: ImportHarness, interfaces: Interfaces, round: number): Promise<Set<string>> {
  const slot = new Date(Date.UTC(2025, 0, 1, round));
  const started = await Promise.all(
    Object.values(interfaces).flatMap((interfaceId) => [
      startImport(db, { interfaceId }),
      startRun(db, { target: interfaceId, trigger: 'schedule', slot }),
      startImport(db, { interfaceId }),
    ]),
  );
  const runIds = new Set(started.map(({ runId }) => runId));
  expect(runIds.size).toBe(2);
  return runIds;
}

/** Executes what is queued until nothing is. */
async function drain({ db, places }: ImportHarness): Promise<void> {
  for (let run = await claimRun(db, 'test'); run; run = await claimRun(db, 'test')) {
    await executeRun({ db, controlDb: db, run, findWork: async (_, { target }) => createImportWork(target, places) });
  }
}

async function cleanUpWhile(
  { db }: ImportHarness,
  interfaces: Interfaces,
  executors: Promise<unknown>,
  random: Random,
  tally: { cleaned: number; restored: number },
): Promise<void> {
  let going = true;
  const ended = executors.finally(() => {
    going = false;
  });
  do {
    for (const interfaceId of Object.values(interfaces)) {
      const { hash, files } = await planCleanup(db, interfaceId);
      if (files.length === 0) continue;
      const cleaned = await applyCleanup(db, { interfaceId, hash, userId: null }).catch((error: { code?: string }) => {
        if (error.code === 'cleanup-changed') return { files: 0 };
        throw error;
      });
      tally.cleaned += cleaned.files;
      if (random.chance(0.2)) tally.restored += (await restoreFiles(db, { interfaceId, sha256s: 'all' })).files;
    }
  } while (going);
  await ended;
}

/**
 * What the parts leave when they are applied one after the other, in the order in which they held their provider's lock:
 * only there outcomes of its properties are written.
 */
async function replay(site: ImportHarness, interfaces: Interfaces, transfers: ReadonlyMap<string, ModelTransfer>) {
  const applied = await site.db.execute<{
    interface_id: string;
    path: string;
    number: string;
    first: number;
    last: number;
  }>(
    sql`
      select i.interface_id, i.path, pr.number, min(o.id)::int as first, max(o.id)::int as last
      from outcomes o join imports i on i.id = o.import_id join properties p on p.id = o.record_id
      join providers pr on pr.id = p.provider_id
      where o.outcome in ('created', 'updated', 'restored', 'removed') group by 1, 2, 3 order by 4`,
  );
  const model = new StockModel();
  const ends = new Map<string, number>();
  for (const { interface_id: id, path: name, number, first, last } of applied) {
    expect(first, `${name} of ${number} was applied alone`).toBeGreaterThan(ends.get(number) ?? 0);
    ends.set(number, last);
    const iface = id === interfaces.one ? 'one' : 'two';
    const transfer = transfers.get(`${iface} ${name}`);
    if (!transfer) throw new Error(`nobody delivered ${name}`);
    model.apply({ ...transfer, parts: transfer.parts.filter(({ provider }) => provider === number) }, iface, PROVIDERS);
  }
  return { stock: model.describe(), parts: applied.length };
}

function findProblems(site: ImportHarness, interfaces: Interfaces) {
  return findFileProblems(site.db, site.places.storage, Object.values(interfaces));
}
