import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countSites } from '@/lib/central/count-sites';
import { listNotIntegrated } from '@/lib/central/list-not-integrated';
import { listSites } from '@/lib/central/list-sites';
import type { Db } from '@/lib/db/client';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertBuffered, insertSites } from '../../support/sites';

/** 40,000 sites with 100,000 records in the buffer beside 1,000 sites with 2,500. */
let many: TestDatabase;
let few: TestDatabase;
beforeAll(async () => {
  [many, few] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  for (const [{ db }, sites, records] of [
    [many, 40_000, 100_000],
    [few, 1_000, 2_500],
  ] as const) {
    await insertSites(db, sites);
    await insertBuffered(db, records);
    await db.execute(sql`vacuum analyze sites`);
    await db.execute(sql`vacuum analyze sync_buffer`);
  }
}, 120_000);
afterAll(() => Promise.all([many.close(), few.close()]));

const PAIRS = 21;

const lookAtEverySite = (db: Db) => db.execute(sql`select count(*) from sites where pending >= 0`);

/** Milliseconds at both sizes, and of a look at each of the 40,000 sites as the yardstick of a busy machine, in turns. */
async function measure(read: (db: Db) => Promise<unknown>) {
  const times: { many: number; few: number; scan: number }[] = [];
  const timed = async (work: Promise<unknown>) => {
    const start = performance.now();
    await work;
    return performance.now() - start;
  };
  await Promise.all([read(many.db), read(few.db)]);
  for (let pair = 0; pair < PAIRS; pair++) {
    times.push({
      few: await timed(read(few.db)),
      many: await timed(read(many.db)),
      scan: await timed(lookAtEverySite(many.db)),
    });
  }
  const at = (side: 'many' | 'few' | 'scan', share: number) =>
    [...times].map((time) => time[side]).sort((a, b) => a - b)[Math.floor(share * PAIRS)] ?? 0;
  const of = (share: number) => ({ many: at('many', share), few: at('few', share), scan: at('scan', share) });
  return { median: of(0.5), p95: of(0.95) };
}

const expectFast = ({ many, few, scan }: { many: number; few: number; scan: number }) =>
  expect(many).toBeLessThan(Math.max(50, 2 * few, 4 * scan));

async function placeOfPage(db: Db, number: number): Promise<string> {
  const page = await listSites(db, { size: 50 * number });
  return page.next ?? '';
}

test.each<[string, (db: Db) => Promise<unknown>]>([
  ['the first page', (db) => listSites(db, {})],
  ['the totals', (db) => countSites(db)],
  ['the silent sites', (db) => listSites(db, { filter: 'silent' })],
  ['the sites with problems', (db) => listSites(db, { filter: 'problems' })],
  ['the sites by name', (db) => listSites(db, { sort: 'name' })],
  ['a search that finds one', (db) => listSites(db, { search: 'office-777.' })],
  ['a search that finds most', (db) => listSites(db, { search: 'site' })],
  ['sorted by contact', (db) => listSites(db, { sort: 'contact' })],
  ['the records of a site', (db) => listNotIntegrated(db, { siteId: 777 })],
])('%s: of 40,000 sites in under 50 ms or twice the time of 1,000', async (name, read) => {
  const { median, p95 } = await measure(read);
  const rounded = (value: number) => value.toFixed(1).padStart(6);
  console.info(
    `${name.padEnd(28)} median ${rounded(median.many)} / ${rounded(median.few)} ms, p95 ${rounded(p95.many)} / ${rounded(p95.few)} ms`,
  );
  expectFast(median);
});

test('a page in the middle of the sites comes as fast as the first', async () => {
  const place = await placeOfPage(many.db, 200);
  const { median } = await measure((db) => listSites(db, { cursor: place }));
  expectFast(median);
});
