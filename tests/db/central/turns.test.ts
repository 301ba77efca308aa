import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { integrateSiteWork } from '@/lib/central/integrate-site';
import { queueIntegrations } from '@/lib/executor/queue-integrations';
import { executeRun } from '@/lib/runs/execute';
import { claimRun } from '@/lib/runs/lease';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

/** Deletions of records that are not here: integrated as soon as they are looked at. */
const insertPushed = (site: number, records: number) =>
  database.db.execute(sql`
    insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, received_at)
    select ${site}, 'contacts', gen_random_uuid(), ${site}, 'delete', now() - interval '1 minute'
    from generate_series(1, ${records}::int)`);
const countWaiting = async (site: number) =>
  (await database.db.execute(sql`select from sync_buffer where source_site_id = ${site}`)).length;

/** The next run in the queue, whose turn is over at once. */
async function takeTurn(): Promise<string | undefined> {
  const run = await claimRun(database.db, 'test');
  if (!run) return undefined;
  const site = Number(run.target.slice('site:'.length));
  await executeRun({
    db: database.db,
    controlDb: database.db,
    run,
    findWork: async () => integrateSiteWork(site, 0),
  });
  return run.target;
}

test('a site with much to integrate lets the others have their turn, and goes on behind them by itself', async () => {
  await insertPushed(1, 5_000);
  await queueIntegrations(database.db);
  await insertPushed(2, 3);
  await insertPushed(3, 3);
  await queueIntegrations(database.db);
  expect(await takeTurn()).toBe('site:1');
  const left = await countWaiting(1);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(5_000);
  await queueIntegrations(database.db);
  expect([await takeTurn(), await takeTurn()]).toEqual(['site:2', 'site:3']);
  expect([await countWaiting(2), await countWaiting(3)]).toEqual([0, 0]);
  expect(await takeTurn()).toBe('site:1');
  expect(await countWaiting(1)).toBe(0);
  await queueIntegrations(database.db);
  expect(await takeTurn()).toBeUndefined();
});
