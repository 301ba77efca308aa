import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queueIntegrations } from '@/lib/executor/queue-integrations';
import { claimRun } from '@/lib/runs/lease';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ max: 12 });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.execute(sql`truncate runs, sync_buffer cascade`);
});

const insertWaiting = (site: number, records: number, secondsAgo: number, problem = false) =>
  database.db.execute(sql`
    insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, received_at, problem)
    select ${site}, 'contacts', gen_random_uuid(), ${site}, 'delete', now() - make_interval(secs => ${secondsAgo}),
      ${problem ? '{"code":"record-refused"}' : null}::jsonb
    from generate_series(1, ${records}::int)`);
const readTargets = async () =>
  (await database.db.execute<{ target: string }>(sql`select target from runs order by queued_at, id`)).map(
    (row) => row.target,
  );

test('every site whose records wait is queued once, whoever waited longest first, however many look', async () => {
  await insertWaiting(7, 1_000, 20);
  await insertWaiting(3, 1, 60);
  await insertWaiting(5, 2, 40);
  await Promise.all(Array.from({ length: 8 }, () => queueIntegrations(database.db)));
  expect(await readTargets()).toEqual(['site:3', 'site:5', 'site:7']);
});

test('what has just come, what cannot be integrated and what the central server sent are left alone', async () => {
  await insertWaiting(1, 1, 1);
  await insertWaiting(2, 1, 60, true);
  await insertWaiting(0, 1, 60);
  expect(await queueIntegrations(database.db)).toEqual([]);
});

test('thousands of sites that are queued already keep nobody from the queue', async () => {
  await database.db.execute(sql`
    insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, received_at)
    select i, 'contacts', gen_random_uuid(), i, 'delete', now() - interval '1 hour' + i * interval '1 second'
    from generate_series(1, 2500) i`);
  for (const expected of [1_000, 2_000, 2_500, 2_500]) {
    await queueIntegrations(database.db);
    expect(await readTargets()).toHaveLength(expected);
  }
});

test('the sites are integrated in the order in which they were queued, one run each', async () => {
  for (const [index, site] of [4, 9, 2].entries()) await insertWaiting(site, 10, 100 - index);
  await queueIntegrations(database.db);
  const claimed = [
    await claimRun(database.db, 'a'),
    await claimRun(database.db, 'b'),
    await claimRun(database.db, 'c'),
  ];
  expect(claimed.map((run) => run?.target)).toEqual(['site:4', 'site:9', 'site:2']);
  expect(await claimRun(database.db, 'd')).toBeNull();
});
