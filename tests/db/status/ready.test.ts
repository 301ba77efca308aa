import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { isReady } from '@/lib/status/ready';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { startDatabaseProxy } from '../../support/tcp-proxy';
import { waitFor } from '../../support/wait-for';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ max: 1 });
});
afterEach(() => database.close());

test('while every connection is in use it is not ready, and says so soon; afterwards it is', async () => {
  expect(await isReady(database.db)).toBe(true);
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const busy = database.db.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    await held;
  });
  expect(await isReady(database.db, 200)).toBe(false);
  letGo();
  await busy;
  expect(await isReady(database.db)).toBe(true);
});

test('a database without the newest migration is not ready', async () => {
  await database.db.execute(sql`
    delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`);
  expect(await isReady(database.db)).toBe(false);
});

test('a database that was away for long is noticed within seconds of its return', { timeout: 60_000 }, async () => {
  const proxy = await startDatabaseProxy(inject('databaseServerUrl'));
  const pool = openDatabase(proxy.through(database.url), { max: 2 });
  try {
    expect(await isReady(pool.db)).toBe(true);
    const back = proxy.away(8_000);
    while (!(await Promise.race([back.then(() => true), isReady(pool.db, 500)]))) {
      // Whoever asks in vain lengthens the time until the next try.
    }
    await back;
    const since = performance.now();
    await waitFor('the database to be noticed', () => isReady(pool.db));
    expect(performance.now() - since).toBeLessThan(10_000);
  } finally {
    await pool.close();
    await proxy.close();
  }
});
