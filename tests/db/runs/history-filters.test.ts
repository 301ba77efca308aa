import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listImports } from '@/lib/interfaces/history';
import { listDeliveries } from '@/lib/interfaces/list-deliveries';
import { type ListHistoryInput, listHistory } from '@/lib/runs/list-history';
import { isDay } from '@/lib/runs/run-filter';
import { createUser } from '@/lib/users/create';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';

let site: ImportHarness;
let ada: string;

/** A run and its import of a delivery, at a moment. */
async function insertRun(at: string, trigger: 'user' | 'schedule', userId: string | null, state = 'done') {
  const [runId, deliveryId, importId] = [uuidv7(), uuidv7(), uuidv7()];
  await site.db.execute(sql`
    insert into runs (id, target, trigger, user_id, state, params, queued_at, started_at, finished_at, counts)
    values (${runId}, ${site.interfaceId}, ${trigger}, ${userId}, 'done', '{}', ${at}, ${at}, ${at}, '{}')`);
  await site.db.execute(sql`
    insert into deliveries (id, interface_id, path, size_bytes, modified_at, state, last_synchronised_at, original_key)
    values (${deliveryId}, ${site.interfaceId}, ${`${at}.zip`}, 10, ${at}, 'done', ${at}, null)`);
  await site.db.execute(sql`
    insert into imports (id, run_id, interface_id, delivery_id, path, size_bytes, modified_at, state, counts, started_at, finished_at)
    values (${importId}, ${runId}, ${site.interfaceId}, ${deliveryId}, ${`${at}.zip`}, 10, ${at}, ${state}, '{}', ${at}, ${at})`);
  return { runId, deliveryId, importId };
}

beforeAll(async () => {
  site = await createImportHarness();
  ada = (await createUser(site.db, { email: 'ada@example.org', password: 'a long password 1', role: 'operator' })).id;
  await insertRun('2026-03-01T22:30:00Z', 'schedule', null);
  await insertRun('2026-03-01T23:30:00Z', 'user', ada);
  await insertRun('2026-03-02T12:00:00Z', 'schedule', null);
});
afterAll(() => site.close());

const times = async (filter: ListHistoryInput) =>
  (await listHistory(site.db, filter)).rows.map(({ queuedAt }) => queuedAt.toISOString().slice(5, 13));

describe('the history', () => {
  it('is filtered by what started a run, and by whom', async () => {
    expect(await times({ trigger: 'schedule' })).toEqual(['03-02T12', '03-01T22']);
    expect(await times({ userId: ada })).toEqual(['03-01T23']);
    expect(await times({ userId: ada, trigger: 'schedule' })).toEqual([]);
  });

  it('is filtered by days as clocks in the site’s zone have them, first and last included', async () => {
    expect(await times({ since: '2026-03-02', timeZone: 'Europe/Berlin' })).toEqual(['03-02T12', '03-01T23']);
    expect(await times({ until: '2026-03-01', timeZone: 'Europe/Berlin' })).toEqual(['03-01T22']);
    expect(await times({ since: '2026-03-01', until: '2026-03-01', timeZone: 'UTC' })).toEqual([
      '03-01T23',
      '03-01T22',
    ]);
  });

  it('of an interface knows the same filters, and pages under them', async () => {
    const first = await listImports(site.db, site.interfaceId, { trigger: 'schedule', size: 1 });
    const second = await listImports(site.db, site.interfaceId, {
      trigger: 'schedule',
      size: 1,
      cursor: first.next ?? undefined,
    });
    expect([...first.rows, ...second.rows].map(({ path }) => path)).toEqual([
      '2026-03-02T12:00:00Z.zip',
      '2026-03-01T22:30:00Z.zip',
    ]);
    expect((await listImports(site.db, site.interfaceId, { userId: ada })).rows).toMatchObject([{ trigger: 'user' }]);
  });

  it.each([
    ['2026-02-28', true],
    ['2026-02-30', false],
    ['2026-2-3', false],
    ["2026-01-01'; --", false],
    ['', false],
  ])('takes %j for a day: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });
});

describe('the list of deliveries', () => {
  it('finds by path, filters by one state, and pages by key', async () => {
    expect((await listDeliveries(site.db, site.interfaceId, { search: '03-02t12' })).rows).toHaveLength(1);
    expect((await listDeliveries(site.db, site.interfaceId, { state: 'held' })).rows).toEqual([]);
    const first = await listDeliveries(site.db, site.interfaceId, { state: 'done', size: 2 });
    const second = await listDeliveries(site.db, site.interfaceId, {
      state: 'done',
      size: 2,
      cursor: first.next ?? undefined,
    });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([2, 1, null]);
  });

  it('leads to the newest preview, until the delivery is synchronised', async () => {
    const { deliveryId, importId } = await insertRun('2026-04-01T08:00:00Z', 'user', ada, 'previewed');
    const rowOf = async () =>
      (await listDeliveries(site.db, site.interfaceId)).rows.find(({ id }) => id === deliveryId);
    expect((await rowOf())?.previewId).toBeNull();
    await site.db.execute(sql`update deliveries set last_synchronised_at = null where id = ${deliveryId}`);
    expect((await rowOf())?.previewId).toBe(importId);
  });

  it('offers the original while it lies in the source or a copy is kept', async () => {
    const { deliveryId } = await insertRun('2026-04-02T08:00:00Z', 'user', ada);
    const isDownloadable = async () =>
      (await listDeliveries(site.db, site.interfaceId)).rows.find(({ id }) => id === deliveryId)?.downloadable;
    expect(await isDownloadable()).toBe(true);
    await site.db.execute(sql`update deliveries set gone_at = now() where id = ${deliveryId}`);
    expect(await isDownloadable()).toBe(false);
    await site.db.execute(sql`update deliveries set original_key = 'originals/x/y' where id = ${deliveryId}`);
    expect(await isDownloadable()).toBe(true);
  });
});
