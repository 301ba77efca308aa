import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countSites } from '@/lib/central/count-sites';
import { listSites, SITE_SORTS, type SiteFilter, type SiteSort, type SiteSummary } from '@/lib/central/list-sites';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertBuffered, insertSites } from '../../support/sites';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await insertSites(database.db, 400);
  await insertBuffered(database.db, 300);
});
afterAll(() => database.close());

async function readAll(input: { sort?: SiteSort; filter?: SiteFilter; search?: string }, size = 37) {
  const sites: SiteSummary[] = [];
  let cursor: string | null = null;
  do {
    const page = await listSites(database.db, { ...input, cursor: cursor ?? undefined, size });
    sites.push(...page.rows);
    cursor = page.next;
  } while (cursor);
  return sites;
}

const rankOf = (site: SiteSummary) => {
  if (site.disabledAt) return 4;
  if (site.problems.count > 0) return 0;
  if (site.silent) return 1;
  return site.lastContactAt ? 3 : 2;
};
const byName = (a: SiteSummary, b: SiteSummary) => (a.name < b.name ? -1 : 1);

test('sites with problems come first, then silent ones, those that never called, those in step, those disabled; each by name', async () => {
  const sites = await readAll({});
  expect(sites).toHaveLength(400);
  const ordered = [...sites].sort((a, b) => rankOf(a) - rankOf(b) || byName(a, b));
  expect(sites.map((site) => site.id)).toEqual(ordered.map((site) => site.id));
  expect(new Set(sites.map(rankOf))).toEqual(new Set([0, 1, 2, 3, 4]));
});

test.each(SITE_SORTS)('page after page every site comes once, sorted by %s', async (sort) => {
  const sites = await readAll({ sort });
  expect(new Set(sites.map((site) => site.id)).size).toBe(400);
  expect(sites).toHaveLength(400);
});

test('sorted by contact the longest silent come first, by pending those that wait most', async () => {
  const contacts = (await readAll({ sort: 'contact' })).map((site) => site.lastContactAt?.getTime() ?? 0);
  expect(contacts).toEqual([...contacts].sort((a, b) => a - b));
  const pending = (await readAll({ sort: 'pending' })).map((site) => site.pending.count);
  expect(pending).toEqual([...pending].sort((a, b) => b - a));
});

test('each filter finds as many as the totals say, and the totals are right', async () => {
  const all = await readAll({ sort: 'name' });
  const counts = await countSites(database.db);
  const enabled = all.filter((site) => !site.disabledAt);
  expect(counts).toMatchObject({
    sites: 400,
    disabled: 400 - enabled.length,
    silent: enabled.filter((site) => site.silent).length,
    never: enabled.filter((site) => !site.lastContactAt).length,
    withProblems: { count: enabled.filter((site) => site.problems.count > 0).length, capped: false },
    waiting: { count: 270, capped: false },
    problems: { count: 30, capped: false },
  });
  expect(await readAll({ filter: 'disabled' })).toHaveLength(counts.disabled);
  expect(await readAll({ filter: 'silent' })).toHaveLength(counts.silent);
  expect(await readAll({ filter: 'never' })).toHaveLength(counts.never);
  expect(await readAll({ filter: 'problems' })).toHaveLength(counts.withProblems.count);
});

test('a site that called 23 hours ago is not silent, one of 25 hours ago is', async () => {
  const [first, second] = await readAll({ sort: 'name' });
  const contact = (id: number | undefined, hours: number) =>
    database.db.execute(
      sql`update sites set last_contact_at = now() - make_interval(hours => ${hours}) where id = ${id ?? 0}`,
    );
  await Promise.all([contact(first?.id, 23), contact(second?.id, 25)]);
  const [recent, old] = await readAll({ sort: 'name' });
  expect([recent?.silent, old?.silent]).toEqual([false, true]);
});

test('a search looks for every word in name and domain, whatever its case', async () => {
  const [site] = await readAll({ search: 'SITE office-123.' });
  expect(site?.domain).toBe('office-123.example');
  expect(await readAll({ search: 'site 100%_' })).toEqual([]);
});

test.each([
  'nonsense',
  Buffer.from('["contact","x","y"]').toString('base64url'),
  Buffer.from('["problems","9","a"]').toString('base64url'),
])('a mangled place in the address shows the first page (%s)', async (cursor) => {
  for (const sort of SITE_SORTS) {
    const [mangled, first] = await Promise.all([
      listSites(database.db, { sort, cursor }),
      listSites(database.db, { sort }),
    ]);
    expect(mangled.rows.map((site) => site.id)).toEqual(first.rows.map((site) => site.id));
  }
});

test('more than a thousand sites with problems are found as well as a few', async () => {
  const crowd = await createTestDatabase();
  await insertSites(crowd.db, 1_500);
  await crowd.db.execute(sql`
    insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, problem)
    select id, 'properties', gen_random_uuid(), id, 'delete', '{"code":"record-refused"}' from sites where id % 5 <> 0`);
  const page = await listSites(crowd.db, { size: 2_000 });
  expect(page.rows.filter((site) => rankOf(site) === 0).length).toBeGreaterThan(1_000);
  expect(page.rows.map(rankOf)).toEqual(page.rows.map(rankOf).sort());
  expect(await countSites(crowd.db)).toMatchObject({ withProblems: { count: 1_000, capped: true } });
  await crowd.close();
});
