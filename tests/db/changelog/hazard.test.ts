import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { auditReaders, createLogReader, readPage, readWhile } from '../../support/changelog-reader';
import { createWorkload, FOREIGN_ORIGIN, runSlice } from '../../support/changelog-workload';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { withDatabase } from '../../support/database-template';
import { LONG, MINUTES, SEED, timeoutOf } from '../../support/long';
import { insertProvider } from '../../support/records';
import { waitFor } from '../../support/wait-for';

const until = LONG ? { ms: MINUTES * 60_000 } : { transactions: 40 };

const CLEAN = { missed: 0, doubled: 0, phantoms: 0, doubts: 0 };

let database: TestDatabase;
let providerId: string;
beforeAll(async () => {
  database = await createTestDatabase({ max: 16 });
  providerId = await insertProvider(database.db, { number: '1' });
});
afterAll(() => database.close());

test(
  `eight writers, rollbacks, stragglers and a reader whose stamping is killed again and again: nothing skipped, nothing doubled (seed ${SEED})`,
  async () => {
    const { db } = database;
    const workload = createWorkload({ providerId, seed: SEED, writers: 8 });
    const readers = [createLogReader(db, 0), createLogReader(db, FOREIGN_ORIGIN)];
    let writing = true;
    const reading = readWhile(readers, () => !writing);
    const killing = killStampers(database.url, () => writing);
    const slice = await runSlice(db, workload, { until, holdMs: 20, stragglerMs: LONG ? 3_000 : 300 }).finally(() => {
      writing = false;
    });
    const [, kills] = await Promise.all([reading, killing]);
    const audit = auditReaders(workload.truth, readers);
    expect(audit).toMatchObject(CLEAN);
    expect(kills).toBeGreaterThan(0);
    expect(audit.changes).toBeGreaterThan(slice.transactions);
  },
  timeoutOf(60_000),
);

/** Ends stampers' backends, in turn after the stamping and before its commit, and wherever they are just then. */
async function killStampers(url: string, goesOn: () => boolean): Promise<number> {
  const killer = postgres(url, { max: 1 });
  let kills = 0;
  for (; goesOn() || kills === 0; kills++) {
    const victim = postgres(url, { max: 1, onnotice: () => undefined });
    const [backend] = await victim<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const pid = backend?.pid ?? 0;
    const stamping = victim`select change_stamp(), pg_sleep(20)`.catch(() => undefined);
    if (kills % 2 === 0) {
      await waitFor('the stamper to have stamped', async () => {
        const [activity] = await killer`select 1 from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`;
        return activity !== undefined;
      });
    }
    await killer`select pg_terminate_backend(${pid})`;
    await stamping;
    await victim.end({ timeout: 1 });
  }
  await killer.end();
  return kills;
}

test('a stamper that dies before its commit leaves everything to the next one, in the same order', async () => {
  const { db } = database;
  const reader = createLogReader(db, 0);
  await readWhile([reader], () => true);
  const known = new Set(reader.seen.keys());
  const workload = createWorkload({ providerId, seed: SEED + 1, writers: 1 });
  await runSlice(db, workload, { until: { transactions: 20 }, holdMs: 0, stragglerMs: 0 });
  const kills = await killStampers(database.url, () => false);
  expect(kills).toBe(1);
  await readWhile([reader], () => true);
  expect([...reader.seen.keys()].filter((id) => !known.has(id)).sort()).toEqual([...workload.truth.keys()].sort());
  expect(reader.disordered).toBe(0);
});

test('what was inserted and deleted before anybody read is a lone deletion', async () => {
  const { db } = database;
  const reader = createLogReader(db, 0);
  await readWhile([reader], () => true);
  const before = reader.seen.size;
  await db.execute(sql`
    insert into contacts (id, provider_id, document, content_hash) values (gen_random_uuid(), ${providerId}, '{}', 'flash')`);
  await db.execute(sql`delete from contacts where content_hash = 'flash'`);
  expect(await readPage(reader)).toBe(1);
  expect(reader.seen.size).toBe(before + 1);
  expect([...reader.seen.values()].at(-1)).toEqual({ count: 1, version: null });
});

test('a copy restored elsewhere goes on with its positions, and a reader that stood there misses and doubles nothing', async () => {
  const { db } = database;
  const workload = createWorkload({ providerId, seed: SEED + 2, writers: 2 });
  const write = (into: typeof db) =>
    runSlice(into, workload, { until: { transactions: 20 }, holdMs: 0, stragglerMs: 0 });
  const origin = 0;
  const before = createLogReader(db, origin);
  await readWhile([before], () => true);
  const start = before.cursor;
  await write(db);
  const reader = createLogReader(db, origin, start);
  await readPage(reader);
  await write(db);
  await withCopy(async (copy) => {
    reader.db = copy;
    await write(copy);
    await readWhile([reader], () => true);
    expect(auditReaders(workload.truth, [reader])).toMatchObject(CLEAN);
    const [head] = await copy.execute<{ epochs: number }>(sql`select count(*)::int as epochs from change_epoch`);
    expect(head?.epochs).toBeGreaterThan(1);
  });
});

test('a reader that is ahead of the copy it now reads is told to doubt, and reads on from what both share', async () => {
  const { db } = database;
  const shared = createLogReader(db, 0);
  await readWhile([shared], () => true);
  await withCopy(async (copy) => {
    const ahead = createWorkload({ providerId, seed: SEED + 3, writers: 1 });
    await runSlice(db, ahead, { until: { transactions: 30 }, holdMs: 0, stragglerMs: 0 });
    await readWhile([shared], () => true);
    const reader = createLogReader(copy, 0, shared.cursor);
    const workload = createWorkload({ providerId, seed: SEED + 4, writers: 1 });
    await runSlice(copy, workload, { until: { transactions: 60 }, holdMs: 0, stragglerMs: 0 });
    await readWhile([reader], () => true);
    expect(reader.doubts).toBe(1);
    expect(auditReaders(workload.truth, [reader])).toMatchObject({ missed: 0, doubled: 0 });
  });
});

/** A copy of the database as a restored dump is one: the same rows in another database. */
async function withCopy(use: (copy: TestDatabase['db']) => Promise<void>): Promise<void> {
  const name = `${new URL(database.url).pathname.slice(1)}_copy`;
  const admin = postgres(withDatabase(database.url, 'postgres'), { max: 1, onnotice: () => undefined });
  // A template must have no sessions; the pool opens new ones by itself.
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${new URL(database.url).pathname.slice(1)}`;
  await admin.unsafe(`create database ${name} template ${new URL(database.url).pathname.slice(1)}`);
  const copy = openDatabase(withDatabase(database.url, name), { max: 4, applicationName: 'test copy' });
  try {
    await use(copy.db);
  } finally {
    await copy.close();
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}
