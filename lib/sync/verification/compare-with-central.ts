import 'server-only';
import { CHANGELOG_START, clampCursor } from '../../changelog/read';
import type { Db } from '../../db/client';
import { AppError } from '../../errors';
import {
  type AnswerOf,
  type Bucket,
  DIGEST_VERSIONS,
  MOST_HASHES,
  type RequestOf,
  VERIFY_SCOPES,
  type VerifyAsk,
} from '../../protocol/verify';
import { inSnapshot, listMoving, readBuckets, readHashes } from '../../records/digest';
import type { CentralClient } from '../client';
import { readState } from '../state';
import { type BucketGroup, compareBuckets, compareRecords, type Difference, groupBuckets } from './compare-digests';

/** changing: too much is on its way. digest-unknown: the two sides know no common version of the digest. */
export type PutOffReason = 'changing' | 'digest-unknown';

export interface Comparison {
  putOff: PutOffReason | null;
  /** Records that were compared, on either side. */
  total: number;
  identical: number;
  differingCount: number;
  /** This site's own records that were on their way, and not compared. */
  leftOut: number;
  differences: Difference[];
}

/** Differences that are kept for a repair; what goes beyond is counted, and found again by the next comparison. */
const MOST_KEPT = 100_000;

type Cursors = RequestOf<'buckets'>['cursors'];

/**
 * First counts and digests, then record by record what differs. What either side knows to be on its way is left out, at
 * every step by a snapshot of its own: so a change in between is no difference.
 */
export async function compareWithCentral(db: Db, client: CentralClient, signal: AbortSignal): Promise<Comparison> {
  const pushed = await clampCursor(db, (await readState(db, 'push-cursor')) ?? CHANGELOG_START);
  const cursors: Cursors = {
    central: await readState(db, 'pull-central-cursor'),
    remote: await readState(db, 'pull-remote-cursor'),
  };
  const leftOut = await inSnapshot(db, (tx) => listMoving(tx, { scope: 'own', site: null }, pushed.position));
  if (leftOut === null) return putOff('changing');
  const there = await askForBuckets(client, cursors, leftOut);
  if (there === null) return putOff('digest-unknown');
  if (there.leftOut === null) return putOff('changing');
  const here = await readOwnBuckets(db, [...leftOut, ...there.leftOut]);
  const { identical, differing } = compareBuckets(here, there.buckets);
  const result: Comparison = { ...putOff(null), identical, total: identical, leftOut: leftOut.length };
  for (const group of groupBuckets(differing, MOST_HASHES)) {
    signal.throwIfAborted();
    const compared = await compareGroup(db, client, { group, cursors, position: pushed.position });
    if (compared === null) return putOff('changing');
    result.identical += compared.identical;
    result.differingCount += compared.differences.length;
    result.total += compared.identical + compared.differences.length;
    result.differences.push(...compared.differences.slice(0, MOST_KEPT - result.differences.length));
  }
  return result;
}

/** null: no digest version in common. */
async function askForBuckets(
  client: CentralClient,
  cursors: Cursors,
  leftOut: string[],
): Promise<AnswerOf<'buckets'> | null> {
  try {
    return await ask(client, { ask: 'buckets', digests: [...DIGEST_VERSIONS], cursors, leftOut });
  } catch (error) {
    if (error instanceof AppError && error.details.of === 'digest') return null;
    throw error;
  }
}

async function readOwnBuckets(db: Db, except: readonly string[]): Promise<Bucket[]> {
  return inSnapshot(db, async (tx) => {
    const buckets: Bucket[] = [];
    for (const scope of VERIFY_SCOPES) buckets.push(...(await readBuckets(tx, { scope, site: null }, except)));
    return buckets;
  });
}

/** null: too much is on its way. */
async function compareGroup(
  db: Db,
  client: CentralClient,
  { group, cursors, position }: { group: BucketGroup; cursors: Cursors; position: number },
) {
  const there = await ask(client, { ask: 'hashes', cursors, ...group });
  // After the central server: what is changed here from now on is on its way in this snapshot.
  const [here, moving] = await inSnapshot(db, async (tx) => [
    await readHashes(tx, { scope: group.scope, site: null }, group.table, group.buckets),
    group.scope === 'own' ? await listMoving(tx, { scope: 'own', site: null }, position) : [],
  ]);
  if (moving === null || there.leftOut === null) return null;
  return compareRecords(group, here, there.hashes, new Set([...moving, ...there.leftOut]));
}

/** One question of the comparison; its answer is of the same kind. */
export async function ask<Ask extends VerifyAsk>(
  client: CentralClient,
  request: RequestOf<Ask>,
): Promise<AnswerOf<Ask>> {
  const answer = await client.verify(request);
  if (answer.ask !== request.ask) throw new AppError('central-unavailable', { reason: 'unexpected-form' });
  return answer as AnswerOf<Ask>;
}

function putOff(reason: PutOffReason | null): Comparison {
  return { putOff: reason, total: 0, identical: 0, differingCount: 0, leftOut: 0, differences: [] };
}
