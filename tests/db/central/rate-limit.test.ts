import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertSites } from '../../support/sites';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await insertSites(database.db, 200);
});
afterAll(() => database.close());

const NOW = '2026-11-21T14:00:00Z';
async function ask(startedSecondsAgo: number | null, requests: number, most = 600) {
  const started =
    startedSecondsAgo === null ? sql`null` : sql`${NOW}::timestamptz - make_interval(secs => ${startedSecondsAgo})`;
  const [row] = await database.db.execute<{ allowed: boolean; over: boolean; wait: number }>(sql`
    select rate_allowed(${started}, ${requests}, ${most}, ${NOW}::timestamptz) as allowed,
      rate_window_over(${started}, ${NOW}::timestamptz) as over,
      rate_retry_after(${started}, ${NOW}::timestamptz) as wait`);
  return row;
}

test.each([
  ['the first request ever', null, 0, { allowed: true, over: true }],
  ['one more within the window', 10, 599, { allowed: true, over: false }],
  ['one too many', 10, 600, { allowed: false, over: false, wait: 50 }],
  ['one too many, a moment before the end', 59.999, 600, { allowed: false, over: false, wait: 1 }],
  ['the first of the next window', 60, 600, { allowed: true, over: true }],
  ['a request that began just before the window did', -0.5, 600, { allowed: false, over: false, wait: 60 }],
  ['a clock that was set back', -3600, 600, { allowed: true, over: true }],
])('%s', async (_name, startedSecondsAgo, requests, answer) => {
  expect(await ask(startedSecondsAgo, requests)).toMatchObject(answer);
});

test('within a minute a site gets as many answers as allowed, however many ask at once', async () => {
  const request = () =>
    database.db.execute(sql`
      update sites set window_started_at = case when rate_window_over(window_started_at) then now() else window_started_at end,
        window_requests = case when rate_window_over(window_started_at) then 1 else window_requests + 1 end
      where id = 1 and rate_allowed(window_started_at, window_requests, 20) returning id`);
  const answers = await Promise.all(Array.from({ length: 60 }, request));
  expect(answers.filter((rows) => rows.length === 1)).toHaveLength(20);
});

test('what a contact changes stays within the page: no index is touched', async () => {
  // One connection: it tells its own counts at once.
  const contacts = await createTestDatabase({ max: 1 });
  const readCounts = async () => {
    await contacts.db.execute(sql`select pg_stat_force_next_flush()`);
    const [row] = await contacts.db.execute<{ updates: number; hot: number }>(sql`
      select n_tup_upd::int as updates, n_tup_hot_upd::int as hot from pg_stat_user_tables where relname = 'sites'`);
    return row ?? { updates: 0, hot: 0 };
  };
  await insertSites(contacts.db, 200);
  await contacts.db.execute(sql`update sites set last_contact_at = now() where id % 10 = 0`);
  await contacts.db.execute(sql`vacuum sites`);
  const start = await readCounts();
  for (let turn = 0; turn < 8; turn++) {
    await contacts.db.execute(sql`
      update sites set installation_id = coalesce(installation_id, gen_random_uuid()), software_version = '0.2.0',
        last_contact_at = clock_timestamp(), last_success_at = now(), pending = pending + 1, push_session = push_session + 1,
        pushed_position = pushed_position + 1, pulled_position = pulled_position + 1, window_started_at = now(),
        window_requests = window_requests + 1
      where id % 10 = 0`);
  }
  const end = await readCounts();
  expect(end.updates - start.updates).toBe(160);
  // An index on one of the columns would leave none; a page whose dead rows cannot be removed yet costs a few.
  expect(end.hot - start.hot).toBeGreaterThanOrEqual(144);
  await contacts.close();
});
