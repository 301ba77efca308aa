import type { SyncTable } from '../../protocol/v1';
import type { Bucket, RecordHash, VerifyScope } from '../../protocol/verify';

export type DifferenceKind = 'missing-here' | 'missing-there' | 'different';

/** One record that is not the same on both sides. */
export interface Difference {
  scope: VerifyScope;
  table: SyncTable;
  id: string;
  kind: DifferenceKind;
  /** There it was changed later than here. */
  newerThere: boolean;
}

/** A bucket whose digests differ. */
export interface DifferingBucket {
  scope: VerifyScope;
  table: SyncTable;
  bucket: number;
  /** How many records the fuller side has in it. */
  records: number;
}

export interface BucketComparison {
  /** Records in buckets that are the same on both sides. */
  identical: number;
  differing: DifferingBucket[];
}

/** Compares count and digest of each bucket; a bucket that one side does not name is empty there. */
export function compareBuckets(here: readonly Bucket[], there: readonly Bucket[]): BucketComparison {
  const others = new Map(there.map((bucket) => [keyOf(bucket), bucket]));
  const result: BucketComparison = { identical: 0, differing: [] };
  for (const bucket of here) {
    const other = others.get(keyOf(bucket));
    others.delete(keyOf(bucket));
    if (other && other.records === bucket.records && other.digest === bucket.digest) result.identical += bucket.records;
    else result.differing.push(toDiffering(bucket, Math.max(bucket.records, other?.records ?? 0)));
  }
  for (const bucket of others.values()) result.differing.push(toDiffering(bucket, bucket.records));
  return result;
}

export interface BucketGroup {
  scope: VerifyScope;
  table: SyncTable;
  buckets: number[];
}

/** Groups differing buckets of one table so that a group holds at most `most` records, or one bucket. */
export function groupBuckets(differing: readonly DifferingBucket[], most: number): BucketGroup[] {
  const groups: (BucketGroup & { records: number })[] = [];
  for (const { scope, table, bucket, records } of differing) {
    const open = groups.findLast((group) => group.scope === scope && group.table === table);
    if (open && open.records + records <= most) {
      open.buckets.push(bucket);
      open.records += records;
    } else groups.push({ scope, table, buckets: [bucket], records });
  }
  return groups.map(({ records: _records, ...group }) => group);
}

export interface RecordComparison {
  identical: number;
  differences: Difference[];
  /** Records that are on their way and count on neither side. */
  leftOut: number;
}

/** Compares the records of some buckets one by one, those on their way (`moving`) left out. */
export function compareRecords(
  { scope, table }: Pick<BucketGroup, 'scope' | 'table'>,
  here: readonly RecordHash[],
  there: readonly RecordHash[],
  moving: ReadonlySet<string>,
): RecordComparison {
  const others = new Map(there.map((record) => [record[0], record]));
  const result: RecordComparison = { identical: 0, differences: [], leftOut: 0 };
  const differ = (id: string, kind: DifferenceKind, newerThere: boolean) =>
    result.differences.push({ scope, table, id, kind, newerThere });
  for (const [id, hash, at] of here) {
    const other = others.get(id);
    others.delete(id);
    if (moving.has(id)) result.leftOut++;
    else if (!other) differ(id, 'missing-there', false);
    else if (other[1] === hash) result.identical++;
    else differ(id, 'different', other[2] > at);
  }
  for (const id of others.keys()) {
    if (moving.has(id)) result.leftOut++;
    else differ(id, 'missing-here', true);
  }
  return result;
}

function keyOf({ scope, table, bucket }: Bucket): string {
  return `${scope}/${table}/${bucket}`;
}

function toDiffering({ scope, table, bucket }: Bucket, records: number): DifferingBucket {
  return { scope, table, bucket, records };
}
