import { desc, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifications } from '@/lib/db/schema/sync';
import { SYNC_TABLES } from '@/lib/protocol/v1';
import { readBuckets } from '@/lib/records/digest';
import { countOf, SEED, timeoutOf } from '../../support/long';
import { arbitraryFault, commitFault, type Fault } from '../../support/verify-faults';
import { startVerifyPair, type VerifyPair } from '../../support/verify-pair';

let pair: VerifyPair;
beforeAll(async () => {
  pair = await startVerifyPair(300, 120);
});
afterAll(() => pair.close());

const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);

/** Without labels, in order. */
async function findDifferences() {
  const { putOff, differences, differingCount } = await pair.verify();
  expect(putOff).toBeNull();
  expect(differingCount).toBe(differences.length);
  return differences.map(({ id, table, kind }) => ({ id, table, kind })).sort(byId);
}

test('two sides in step are verified identical, count and all, and it is written down', async () => {
  expect(pair.total).toBeGreaterThan(1_000);
  const result = await pair.verify();
  expect(result).toMatchObject({ putOff: null, total: pair.total, identical: pair.total, differences: [] });
  const [row] = await pair.site.db.select().from(verifications).orderBy(desc(verifications.at)).limit(1);
  expect(row).toMatchObject({
    total: pair.total,
    identical: pair.total,
    differingCount: 0,
    putOff: null,
    repaired: null,
  });
});

const KINDS = (['site', 'central'] as const).flatMap((side) =>
  (['alter', 'drop', 'double'] as const).map((what) => [side, what] as const),
);

test.each(KINDS)(
  'one record on one side (%s: %s) is found and named, and a repair makes both sides identical',
  {
    timeout: timeoutOf(60_000),
  },
  async (side, what) => {
    await fc.assert(
      fc.asyncProperty(arbitraryFault(side, what), async (fault: Fault) => {
        const expected = await commitFault(pair, fault);
        expect(await findDifferences()).toEqual(expected.sort(byId));
        const repaired = await pair.verify({ repair: true });
        expect(repaired).toMatchObject({ differingCount: 0, repairing: false });
        expect(repaired.identical).toBe(repaired.total);
      }),
      { seed: SEED, numRuns: countOf(3, 150), endOnFailure: true },
    );
  },
);

test('several at once are all named', async () => {
  const faults: Fault[] = [
    { side: 'site', scope: 'own', table: 'properties', what: 'alter', pick: 0.1 },
    { side: 'central', scope: 'own', table: 'contacts', what: 'drop', pick: 0.2 },
    { side: 'central', scope: 'central', table: 'providers', what: 'alter', pick: 0.3 },
    { side: 'site', scope: 'shared', table: 'attachments', what: 'double', pick: 0.4 },
    { side: 'site', scope: 'shared', table: 'contacts', what: 'drop', pick: 0.5 },
  ];
  const expected = [];
  for (const fault of faults) expected.push(...(await commitFault(pair, fault)));
  expect(await findDifferences()).toEqual(expected.sort(byId));
  expect(await pair.verify({ repair: true })).toMatchObject({ differingCount: 0 });
});

test('what changes on either side meanwhile is no difference', async () => {
  const { site, central } = pair;
  let stop = false;
  const change = async () => {
    for (let round = 0; !stop; round++) {
      await site.db.execute(sql`update properties set title = title || '.' where id in
        (select id from properties where origin_site_id = 0 order by md5(id::text || ${round}) limit 20)`);
      await site.db.execute(sql`delete from attachments where id in
        (select id from attachments where origin_site_id = 0 order by md5(id::text || ${round}) limit 1)`);
      await central.db.execute(sql`update providers set phone = ${String(round)} where origin_site_id = 0`);
      await central.db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.origin_site', ${String(pair.neighbourId)}, true)`);
        await tx.execute(sql`update properties set title = title || '.' where id in
          (select id from properties where origin_site_id = ${pair.neighbourId} order by md5(id::text || ${round}) limit 10)`);
      });
    }
  };
  const changing = change();
  try {
    for (let round = 0; round < 4; round++) expect(await findDifferences()).toEqual([]);
  } finally {
    stop = true;
    await changing;
  }
});

test('a digest that the central server does not know is refused with a code, and the comparison put off', async () => {
  const { client } = await pair.connect();
  const cursors = { central: null, remote: null };
  await expect(client.verify({ ask: 'buckets', digests: [99], cursors, leftOut: [] })).rejects.toMatchObject({
    code: 'version-too-new',
    details: { min: 1, max: 1, received: 99, of: 'digest' },
  });
});

test('a site learns nothing of records that it may not see', async () => {
  const { client } = await pair.connect();
  const [hidden] = await pair.central.db.execute<{ id: string }>(sql`
    select id from properties where origin_site_id = ${pair.neighbourId} and not shared_generally limit 1`);
  const ids = [hidden?.id ?? ''];
  for (const scope of ['own', 'central', 'shared'] as const) {
    const table = scope === 'central' ? 'providers' : 'properties';
    expect(await client.verify({ ask: 'records', scope, table, ids })).toEqual({
      ask: 'records',
      records: [],
      rest: [],
    });
    expect(await client.verify({ ask: 'names', scope, table, ids })).toEqual({ ask: 'names', names: [] });
  }
});

test('every column that travels is hashed, and the hash is the same in any time zone', async () => {
  const { db } = pair.site;
  const OWN_AFFAIR = ['id', 'origin_site_id', 'interface_id', 'import_id', 'deleted_at'];
  for (const table of SYNC_TABLES) {
    const rows = await db.execute<{ name: string; hash: string }>(sql`
      select attname as name, digest_hash_v1(${table}) as hash from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`);
    const travels = rows.filter(({ name }) => !OWN_AFFAIR.includes(name));
    expect(travels.length).toBeGreaterThan(1);
    for (const { name, hash } of travels) expect(hash.replaceAll('"', '')).toMatch(new RegExp(`x\\.${name}\\b`));
  }
  const digests = (zone: string) =>
    db.transaction(async (tx) => {
      await tx.execute(
        sql`select set_config('timezone', ${zone}, true), set_config('extra_float_digits', '-15', true)`,
      );
      return readBuckets(tx, { scope: 'own', site: null }, []);
    });
  expect(await digests('Asia/Tokyo')).toEqual(await digests('UTC'));
});
