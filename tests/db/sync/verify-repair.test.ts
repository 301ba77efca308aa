import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '@/lib/db/client';
import { readLatestVerification, readVerificationDetails } from '@/lib/status/read-verification';
import type { CentralClient } from '@/lib/sync/client';
import { readState, writeState } from '@/lib/sync/state';
import { verifyWithCentral } from '@/lib/sync/verification/verify';
import { inRun } from '../../support/in-run';
import { settle, startVerifyPair, type VerifyPair, withoutTriggers } from '../../support/verify-pair';

let pair: VerifyPair;
beforeAll(async () => {
  pair = await startVerifyPair(20, 5);
});
beforeEach(async () => {
  await pair.site.db.execute(sql`delete from verifications`);
});
// Every test begins with both sides in step.
afterEach(() => pair.verify({ repair: true }));
afterAll(() => pair.close());

async function readTitle(db: Db, id: string): Promise<string | null> {
  const [row] = await db.execute<{ title: string }>(sql`select title from properties where id = ${id}`);
  return row?.title ?? null;
}

async function listOwn(count: number): Promise<string[]> {
  const rows = await pair.site.db.execute<{ id: string }>(
    sql`select id from properties where origin_site_id = 0 order by id limit ${count}`,
  );
  return rows.map((row) => row.id);
}

const retitle = (db: Db, id: string, title: string, age: string) =>
  withoutTriggers(
    db,
    sql`update properties set title = ${title}, updated_at = now() - ${age}::interval where id = ${id}`,
  );

test('a site restored from a backup takes back what is newer or only on the central server, and sends what is newer here', async () => {
  const { site, central } = pair;
  const [older = '', newer = '', lost = ''] = await listOwn(3);
  await retitle(central.db, older, 'newer there', '1 hour');
  await retitle(site.db, older, 'of the backup', '2 hours');
  await retitle(central.db, newer, 'sent before the backup', '2 hours');
  await retitle(site.db, newer, 'newer here', '1 hour');
  await withoutTriggers(site.db, sql`delete from properties where id = ${lost}`);

  const result = await pair.verify({ repair: true, doubt: 'site-restored' });

  expect(result).toMatchObject({ differingCount: 0, total: pair.total, repaired: { sent: 1, fetched: 2, removed: 0 } });
  for (const { db } of [site, central]) {
    expect(await readTitle(db, older)).toBe('newer there');
    expect(await readTitle(db, newer)).toBe('newer here');
    expect(await readTitle(db, lost)).not.toBeNull();
  }
});

test('without such a doubt the owner wins, whatever is newer', async () => {
  const [id = ''] = await listOwn(1);
  await retitle(pair.central.db, id, 'altered there', '1 hour');
  await retitle(pair.site.db, id, 'as its owner has it', '2 hours');
  expect(await pair.verify({ repair: true })).toMatchObject({ differingCount: 0, repaired: { sent: 1, fetched: 0 } });
  expect(await readTitle(pair.central.db, id)).toBe('as its owner has it');
});

test('a central server restored from a backup gets back what it lost, and deletions are sent again', async () => {
  const { site, central } = pair;
  const [lost = '', deleted = ''] = await listOwn(2);
  const [row] = await central.db.execute<{ row: string }>(
    sql`select to_jsonb(p)::text as row from properties p where id = ${deleted}`,
  );
  await site.db.execute(sql`delete from properties where id = ${deleted}`);
  await settle(pair);
  expect(row).toBeDefined();
  await withoutTriggers(central.db, sql`delete from properties where id = ${lost}`);

  const result = await pair.verify({ repair: true, doubt: 'central-restored' });

  // The deleted listing and its attachment; its contact stays, as on the site.
  expect(result).toMatchObject({ differingCount: 0, repaired: { fetched: 0 } });
  expect(await readTitle(central.db, lost)).not.toBeNull();
  expect(await readTitle(central.db, deleted)).toBeNull();
  expect(await readTitle(site.db, deleted)).toBeNull();
});

test('what only the central server has and this site never deleted comes back', async () => {
  const [id = ''] = await listOwn(1);
  await withoutTriggers(pair.site.db, sql`delete from properties where id = ${id}`);
  expect(await pair.verify({ repair: true })).toMatchObject({ differingCount: 0, repaired: { sent: 0, fetched: 1 } });
  expect(await readTitle(pair.site.db, id)).not.toBeNull();
});

test('names for people: here, or from the central server where it is missing here', async () => {
  const [id = ''] = await listOwn(1);
  const title = await readTitle(pair.site.db, id);
  await withoutTriggers(pair.site.db, sql`delete from properties where id = ${id}`);
  await withoutTriggers(pair.central.db, sql`update contacts set email = 'x' where last_name = 'Contact N-1-false'`);
  const { differences } = await pair.verify();
  expect(differences).toContainEqual({ table: 'properties', id, label: title, kind: 'missing-here' });
  expect(differences).toContainEqual(
    expect.objectContaining({ table: 'contacts', label: 'Contact N-1-false', kind: 'different' }),
  );
});

test('a site whose digest the central server does not know is told, its run goes on, and the page says why', async () => {
  const { client } = await pair.connect();
  const later: CentralClient = {
    ...client,
    verify: (request) => client.verify(request.ask === 'buckets' ? { ...request, digests: [99] } : request),
  };
  const result = await inRun(pair.site.db, (context) => verifyWithCentral(context, later, { repair: true }));
  expect(result).toMatchObject({ putOff: 'digest-unknown', differingCount: 0 });
  expect(await readLatestVerification(pair.site.db)).toMatchObject({ putOff: 'digest-unknown' });
});

test('the page reads what differs and what was repaired, the newest first', async () => {
  const [id = ''] = await listOwn(1);
  await withoutTriggers(pair.site.db, sql`update properties set title = 'altered' where id = ${id}`);
  await pair.verify();
  expect(await readVerificationDetails(pair.site.db)).toMatchObject({
    connected: true,
    running: false,
    differences: [{ table: 'properties', id, label: 'altered', kind: 'different' }],
  });
  await pair.verify({ repair: true });
  const { rows, differences } = await readVerificationDetails(pair.site.db);
  expect(differences).toEqual([]);
  expect(rows.map(({ differingCount, repaired }) => [differingCount, repaired])).toEqual([
    [0, null],
    [1, { sent: 1, fetched: 0, removed: 0 }],
    [1, null],
  ]);
});

test('a provider that the central server lost is offered to it again where this site needs it', async () => {
  const [row] = await pair.site.db.execute<{ id: string }>(
    sql`select provider_id as id from properties order by id limit 1`,
  );
  const id = row?.id ?? '';
  await withoutTriggers(pair.central.db, sql`delete from providers where id = ${id}`);
  expect(await pair.verify({ repair: true })).toMatchObject({ differingCount: 0, repaired: { removed: 0 } });
  const rows = await pair.central.db.execute(sql`select 1 from providers where id = ${id}`);
  expect(rows).toHaveLength(1);
});

test('a run compares and repairs when a cursor is in doubt, which settles it; without doubt the next one is due after a day', async () => {
  const { site, central } = pair;
  const [id = ''] = await listOwn(1);
  const alter = () =>
    withoutTriggers(central.db, sql`update properties set title = 'not the owner’s' where id = ${id}`);
  await alter();
  await writeState(site.db, 'doubt', { reason: 'cursor-unknown', since: new Date().toISOString() });

  expect(await pair.synchronise()).toMatchObject({ state: 'done' });
  expect(await readState(site.db, 'doubt')).toBeNull();
  expect(await readTitle(central.db, id)).not.toBe('not the owner’s');
  expect((await readVerificationDetails(site.db)).rows.map((row) => row.differingCount)).toEqual([0, 1]);

  await alter();
  await pair.synchronise();
  expect((await readVerificationDetails(site.db)).rows).toHaveLength(2);
  await site.db.execute(sql`update verifications set at = at - interval '24 hours'`);
  await pair.synchronise();
  const { rows, differences } = await readVerificationDetails(site.db);
  expect(rows).toHaveLength(3);
  expect(differences).toMatchObject([{ id, kind: 'different' }]);
});

// Leaves the changes behind, so it comes last.
test('while too much is on its way the comparison is put off, and says so', async () => {
  await pair.site.db.execute(sql`
    insert into change_inbox (record_id, table_id, origin_site, action)
    select gen_random_uuid(), 3, 0, 'U' from generate_series(1, 10001)`);
  expect(await pair.verify({ repair: true })).toMatchObject({ putOff: 'changing', total: 0, repaired: { sent: 0 } });
  expect(await readLatestVerification(pair.site.db)).toMatchObject({ putOff: 'changing' });
});
