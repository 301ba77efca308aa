import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '@/lib/db/client';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { startDatabaseProxy } from '../../support/tcp-proxy';
import { waitFor } from '../../support/wait-for';

let database: TestDatabase;
let proxy: Awaited<ReturnType<typeof startDatabaseProxy>>;
let pool: OpenDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startDatabaseProxy(inject('databaseServerUrl'));
  await database.db.execute(sql`create table notes (word text)`);
});
beforeEach(() => {
  pool = openDatabase(proxy.through(database.url), { max: 1 });
});
afterEach(() => pool.close());
afterAll(async () => {
  await proxy.close();
  await database.close();
});

const words = async () =>
  (await database.db.execute<{ word: string }>(sql`select word from notes`)).map((row) => row.word);
const answers = () =>
  waitFor('the pool to answer', async () => {
    const rows = await pool.db.execute(sql`select 1`).catch(() => null);
    return rows !== null;
  });

test('a connection lost between two statements of a transaction is an error of the transaction, not of the process', async () => {
  const lost = pool.db.transaction(async (tx) => {
    await tx.execute(sql`insert into notes values ('before')`);
    proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await tx.execute(sql`insert into notes values ('after')`);
  });
  await expect(lost).rejects.toThrow();
  await answers();
  expect(await words()).toEqual([]);
});

test('a connection lost while a statement runs is an error of the transaction, and the pool goes on', async () => {
  for (let time = 0; time < 20; time++) {
    const lost = pool.db.transaction(async (tx) => {
      await tx.execute(sql`insert into notes values ('before')`);
      const running = tx.execute(sql`select pg_sleep(5)`);
      setTimeout(() => proxy.cut(), time * 2);
      await running;
    });
    await expect(lost).rejects.toThrow();
    await answers();
  }
  expect(await words()).toEqual([]);
});

test('what a lost transaction still says never goes through the connection that replaced its own', async () => {
  let said: Promise<unknown> = Promise.resolve();
  const lost = pool.db.transaction(async (tx) => {
    await tx.execute(sql`insert into notes values ('before')`);
    proxy.cut();
    await answers();
    said = tx.execute(sql`insert into notes values ('after')`);
    await said;
  });
  await expect(lost).rejects.toThrow();
  await answers();
  await expect(said).rejects.toThrow();
  expect(await words()).toEqual([]);
});

test('connections ended again and again, also while they open, are errors of single statements and of nothing else', async () => {
  let answered = 0;
  const asking = Promise.all(
    Array.from({ length: 150 }, async () => {
      await pool.db.execute(sql`select pg_sleep(0.002)`).then(
        () => {
          answered += 1;
        },
        () => undefined,
      );
    }),
  );
  let ended = false;
  void asking.then(() => {
    ended = true;
  });
  while (!ended) {
    await database.db.execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'estate-sync'`);
    await new Promise((resolve) => setTimeout(resolve, 7));
  }
  await answers();
  expect(answered).toBeGreaterThan(0);
});
