import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { interfaces } from '@/lib/db/schema/interfaces';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { pruneRuns } from '@/lib/runs/prune';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.execute(sql`truncate runs, sync_buffer cascade`);
});

const now = new Date('2026-11-21T14:00:00Z');
async function insertRun(target: string, state: string, days: number): Promise<string> {
  const id = uuidv7();
  const at = new Date(now.getTime() - days * 86_400_000).toISOString();
  await database.db.execute(sql`
    insert into runs (id, target, trigger, state, params, counts, queued_at, finished_at)
    values (${id}, ${target}, 'push', ${state}::run_state, '{}', '{}', ${at}::timestamptz,
      ${state === 'queued' ? null : at}::timestamptz)`);
  return id;
}
const insertFailure = (runId: string, recordId: string) =>
  database.db.execute(sql`
    insert into outcomes (run_id, table_name, record_id, outcome, severity, code)
    values (${runId}, 'properties', ${recordId}, 'failed', 'error', 'record-refused')`);
const readRuns = async () =>
  (await database.db.execute<{ id: string }>(sql`select id from runs order by queued_at`)).map((row) => row.id);

test('integrations that went well go after a week, other runs after ninety days, with steps and outcomes', async () => {
  const old = await insertRun('central', 'done', 91);
  await database.db.execute(
    sql`insert into run_steps (run_id, position, key, state) values (${old}, 0, 'push', 'done')`,
  );
  await insertFailure(old, uuidv7());
  await insertRun('site:1', 'done', 8);
  const kept = [
    await insertRun('central', 'done', 89),
    await insertRun('site:1', 'problems', 9),
    await insertRun('site:1', 'done', 6),
    await insertRun('central', 'done', 1),
    await insertRun('site:1', 'done', 0),
  ];
  expect(await pruneRuns(database.db, now)).toBe(2);
  expect(new Set(await readRuns())).toEqual(new Set(kept));
  const rows = await database.db.execute(sql`select from run_steps union all select from outcomes`);
  expect(rows).toHaveLength(0);
});

test('the last run of a target stays, and the last that ended well', async () => {
  const wellEnded = await insertRun('central', 'done', 300);
  await insertRun('central', 'failed', 299);
  const last = await insertRun('central', 'failed', 298);
  const site = await insertRun('site:1', 'done', 200);
  expect(await pruneRuns(database.db, now)).toBe(1);
  expect(await readRuns()).toEqual([wellEnded, last, site]);
});

test('a run that names a record which is still not integrated stays, until a younger run names it', async () => {
  const record = uuidv7();
  await database.db.execute(sql`
    insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, problem)
    values (1, 'properties', ${record}, 1, 'delete', '{"code":"record-refused"}')`);
  const naming = await insertRun('site:1', 'problems', 200);
  await insertFailure(naming, record);
  const resolved = await insertRun('site:1', 'problems', 199);
  await insertFailure(resolved, uuidv7());
  const last = await insertRun('site:1', 'done', 1);
  expect(await pruneRuns(database.db, now)).toBe(1);
  expect(await readRuns()).toEqual([naming, last]);
  await insertFailure(last, record);
  await pruneRuns(database.db, now);
  expect(await readRuns()).toEqual([last]);
});

test('what is queued or running is never touched, however old', async () => {
  await insertRun('site:1', 'queued', 400);
  await insertRun('site:1', 'done', 399);
  await insertRun('site:1', 'done', 0);
  await pruneRuns(database.db, now);
  expect(await readRuns()).toHaveLength(2);
});

test('thousands of runs go in batches, past those that stay', async () => {
  await database.db.execute(sql`
    insert into runs (id, target, trigger, state, params, counts, queued_at, finished_at)
    select gen_random_uuid(), 'site:' || i % 1500, 'push', 'done', '{}', '{}', at, at
    from generate_series(1, 4500) i, lateral (select ${now.toISOString()}::timestamptz - interval '10 days' - i * interval '1 minute' as at) t`);
  expect(await pruneRuns(database.db, now)).toBe(3_000);
  expect(await readRuns()).toHaveLength(1_500);
  expect(await pruneRuns(database.db, now)).toBe(0);
});

test('an import by which later ones are judged keeps its run; one that a younger stands in for goes with its run', async () => {
  const [iface, provider, delivery] = [uuidv7(), uuidv7(), uuidv7()];
  await database.db.execute(sql`insert into providers (id, name, number) values (${provider}, 'Agency', '1')`);
  await database.db.insert(interfaces).values({
    id: iface,
    name: 'Agency',
    type: 'openimmo',
    source: { kind: 'directory', path: '/nowhere' },
    rules: DEFAULT_RULES,
  });
  await database.db.execute(sql`
    insert into deliveries (id, interface_id, path, size_bytes, modified_at, state, gone_at)
    values (${delivery}, ${iface}, 'a.zip', 1, now(), 'done', now())`);
  const insertImport = async (days: number, transferDay: number) => {
    const runId = await insertRun(iface, 'done', days);
    const importId = uuidv7();
    const at = new Date(now.getTime() - days * 86_400_000).toISOString();
    await database.db.execute(sql`
      insert into imports (id, run_id, interface_id, delivery_id, path, size_bytes, modified_at, state, transfer_at, counts, started_at)
      values (${importId}, ${runId}, ${iface}, ${delivery}, 'a.zip', 1, ${at}::timestamptz, 'done',
        ${`2026-01-${transferDay}T00:00:00Z`}::timestamptz, '{}', ${at}::timestamptz)`);
    await database.db.execute(sql`
      insert into plans (id, import_id, interface_id, provider_id, hash, summary, state)
      values (${uuidv7()}, ${importId}, ${iface}, ${provider}, 'x', '{}', 'applied')`);
    return runId;
  };
  await insertImport(300, 10);
  const newestTransfer = await insertImport(200, 20);
  const newestFile = await insertImport(150, 15);
  const last = await insertRun(iface, 'done', 1);
  expect(await pruneRuns(database.db, now)).toBe(1);
  expect(await readRuns()).toEqual([newestTransfer, newestFile, last]);
});
