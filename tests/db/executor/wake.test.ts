import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runExecutor } from '@/lib/executor/executor';
import { startRun } from '@/lib/runs/start';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { endOfRun } from '../../support/end-of-run';

let database: TestDatabase;
let running: Promise<void>;
const shutdown = new AbortController();
beforeAll(async () => {
  database = await createTestDatabase();
  running = runExecutor({ db: database.db, controlDb: database.db }, shutdown.signal);
});
afterAll(async () => {
  shutdown.abort();
  await running;
  await database.close();
});

/** A site without a connection: its run fails at once, which is all that is wanted here. */
async function waitedMs(runId: string): Promise<number> {
  const { startedAt, queuedAt } = await endOfRun(database.db, runId);
  return (startedAt?.getTime() ?? Number.NaN) - queuedAt.getTime();
}

test('a run queued in the same process begins at once', async () => {
  const waits: number[] = [];
  for (let number = 0; number < 8; number++) {
    const { runId } = await startRun(database.db, { target: 'central', trigger: 'user' });
    waits.push(await waitedMs(runId));
  }
  // One of the better half, because this machine has other things to do too; without the ring it would be near half a second.
  expect(waits.sort((a, b) => a - b)[3]).toBeLessThan(250);
});

test('one that another process queued begins within seconds', async () => {
  const id = uuidv7();
  await database.db.execute(sql`
    insert into runs (id, target, trigger, state, params, counts) values (${id}, 'central', 'user', 'queued', '{}', '{}')`);
  expect(await waitedMs(id)).toBeLessThan(10_000);
});
