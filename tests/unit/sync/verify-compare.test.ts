import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bucket, RecordHash } from '@/lib/protocol/verify';
import { compareBuckets, compareRecords, groupBuckets } from '@/lib/sync/verification/compare-digests';

const bucket = (number: number, records: number, digest: string): Bucket => ({
  scope: 'own',
  table: 'properties',
  bucket: number,
  records,
  digest,
});

test('buckets with equal count and digest are identical, all others are looked into, also those of one side only', () => {
  const here = [bucket(1, 3, 'a'), bucket(2, 2, 'b'), bucket(3, 1, 'c'), bucket(4, 1, 'd')];
  const there = [bucket(1, 3, 'a'), bucket(2, 2, 'x'), bucket(3, 2, 'c'), bucket(5, 7, 'e')];
  const { identical, differing } = compareBuckets(here, there);
  expect(identical).toBe(3);
  expect(differing.map(({ bucket, records }) => [bucket, records])).toEqual([
    [2, 2],
    [3, 2],
    [4, 1],
    [5, 7],
  ]);
});

test('groups of buckets hold every bucket once, one table each, and no more records than allowed but in a single bucket', () => {
  const differing = fc.array(
    fc.record({
      scope: fc.constant('own' as const),
      table: fc.constantFrom('contacts' as const, 'properties' as const),
      bucket: fc.integer({ min: 0, max: 255 }),
      records: fc.integer({ min: 1, max: 900 }),
    }),
  );
  fc.assert(
    fc.property(differing, (buckets) => {
      const groups = groupBuckets(buckets, 1_000);
      const sizeOf = (table: string, bucket: number) =>
        Math.min(...buckets.filter((b) => b.table === table && b.bucket === bucket).map((b) => b.records));
      expect(groups.flatMap((group) => group.buckets.map((number) => `${group.table} ${number}`)).sort()).toEqual(
        buckets.map((b) => `${b.table} ${b.bucket}`).sort(),
      );
      for (const group of groups) {
        const records = group.buckets.reduce((sum, number) => sum + sizeOf(group.table, number), 0);
        expect(group.buckets.length === 1 || records <= 1_000).toBe(true);
      }
    }),
  );
});

const ids = fc.uniqueArray(fc.uuid(), { maxLength: 30 });
type Fate = 'same' | 'altered' | 'only-here' | 'only-there' | 'moving';
const FATES: Fate[] = ['same', 'altered', 'only-here', 'only-there', 'moving'];

test('exactly the records that differ are named, each with its kind, and none that is on its way', () => {
  const cases = ids.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.array(fc.constantFrom(...FATES), { minLength: all.length, maxLength: all.length }),
      fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }),
    ),
  );
  fc.assert(
    fc.property(cases, ([all, fates, movedHere]) => {
      const hash = (id: string, text: string, at: number): RecordHash => [id, text, at];
      const here: RecordHash[] = [];
      const there: RecordHash[] = [];
      const moving = new Set<string>();
      const expected = new Map<string, string>();
      for (const [index, id] of all.entries()) {
        const fate = fates[index];
        if (fate !== 'only-there') here.push(hash(id, 'h', 1));
        if (fate === 'same') there.push(hash(id, 'h', 1));
        if (fate === 'altered' || fate === 'moving') there.push(hash(id, 'other', 2));
        if (fate === 'only-there') there.push(hash(id, 'h', 1));
        if (fate === 'moving') moving.add(id);
        if (fate === 'only-here' && movedHere[index]) moving.add(id);
        if (moving.has(id)) continue;
        if (fate === 'altered') expected.set(id, 'different');
        if (fate === 'only-here') expected.set(id, 'missing-there');
        if (fate === 'only-there') expected.set(id, 'missing-here');
      }
      const result = compareRecords({ scope: 'own', table: 'contacts' }, here, there.toReversed(), moving);
      expect(new Map(result.differences.map(({ id, kind }) => [id, kind]))).toEqual(expected);
      expect(result.identical).toBe(fates.filter((fate) => fate === 'same').length);
      expect(result.leftOut).toBe(moving.size);
    }),
  );
});

test('a difference says whether the central server has the newer one', () => {
  const id = '0190b5a0-0000-7000-8000-000000000001';
  const compare = (here: number, there: number) =>
    compareRecords({ scope: 'own', table: 'contacts' }, [[id, 'a', here]], [[id, 'b', there]], new Set())
      .differences[0];
  expect(compare(1, 2)).toMatchObject({ kind: 'different', newerThere: true });
  expect(compare(2, 2)).toMatchObject({ kind: 'different', newerThere: false });
});
