import 'server-only';
import { sql } from 'drizzle-orm';
import { CHANGELOG_START, clampCursor, stampChanges } from '../changelog/read';
import type { Db, Tx } from '../db/client';
import { AppError } from '../errors';
import { MOST_BATCH_BYTES } from '../protocol/v1';
import {
  type AnswerOf,
  type Bucket,
  DIGEST_VERSIONS,
  type FetchedRecord,
  MOST_LEFT_OUT,
  type RequestOf,
  VERIFY_SCOPES,
  type VerifyAnswer,
  type VerifyRequest,
  type VerifyScope,
} from '../protocol/verify';
import { inSnapshot, listMoving, readBuckets, readHashes, toIds } from '../records/digest';
import { readNames } from '../records/read-names';
import type { CallingSite } from './authenticate';

/**
 * The central server's half of a comparison: digests, then the hashes of what differs, names for people, and records for a
 * repair. Never more than the site may see. Throws `version-too-old` or `version-too-new` when no digest is known to both.
 */
export async function answerVerify(
  db: Db,
  { id }: { id: CallingSite['id'] },
  request: VerifyRequest,
): Promise<VerifyAnswer> {
  switch (request.ask) {
    case 'buckets':
      return answerBuckets(db, id, request);
    case 'hashes':
      return answerHashes(db, id, request);
    case 'names': {
      const { scope, table, ids } = request;
      return { ask: 'names', names: await readNames(db, { scope, site: id }, table, ids) };
    }
    case 'records':
      return answerRecords(db, id, request);
  }
}

async function answerBuckets(db: Db, site: number, request: RequestOf<'buckets'>): Promise<AnswerOf<'buckets'>> {
  const digest = chooseDigest(request.digests);
  await stampChanges(db);
  const positions = await readPositions(db, request.cursors);
  return inSnapshot(db, async (tx) => {
    const moving: string[] = [];
    for (const scope of VERIFY_SCOPES) {
      const ids = await listMoving(tx, { scope, site }, positions[scope]);
      if (ids === null || moving.length + ids.length > MOST_LEFT_OUT) {
        return { ask: 'buckets', digest, buckets: [], leftOut: null };
      }
      moving.push(...ids);
    }
    const except = [...moving, ...request.leftOut];
    const buckets: Bucket[] = [];
    for (const scope of VERIFY_SCOPES) buckets.push(...(await readBuckets(tx, { scope, site }, except)));
    return { ask: 'buckets', digest, buckets, leftOut: moving };
  });
}

async function answerHashes(db: Db, site: number, request: RequestOf<'hashes'>): Promise<AnswerOf<'hashes'>> {
  const { scope, table, buckets } = request;
  const positions = await readPositions(db, request.cursors);
  return inSnapshot(db, async (tx) => ({
    ask: 'hashes',
    hashes: await readHashes(tx, { scope, site }, table, buckets),
    leftOut: await listMoving(tx, { scope, site }, positions[scope]),
  }));
}

/** As many records as fit into about MOST_BATCH_BYTES, at least one. */
async function answerRecords(db: Db, site: number, request: RequestOf<'records'>): Promise<AnswerOf<'records'>> {
  const { scope, table, ids } = request;
  const rows = await db.execute<{ id: string; origin: number; data: FetchedRecord['data']; fits: boolean }>(sql`
    select id, origin, case when fits then data end as data, fits from (
      select r.*, sum(octet_length(r.data::text)) over w <= ${MOST_BATCH_BYTES} or row_number() over w = 1 as fits
      from digest_fetch(${scope}, ${site}, ${table}, ${toIds(ids)}) r window w as (order by r.id)) f
    order by id`);
  return {
    ask: 'records',
    records: rows.flatMap((row) => (row.fits ? [{ id: row.id, originSite: row.origin, data: row.data }] : [])),
    rest: rows.flatMap((row) => (row.fits ? [] : [row.id])),
  };
}

function chooseDigest(offered: readonly number[]): number {
  const common = DIGEST_VERSIONS.filter((version) => offered.includes(version));
  const [max, min] = [Math.max(...DIGEST_VERSIONS), Math.min(...DIGEST_VERSIONS)];
  if (common.length > 0) return Math.max(...common);
  const received = Math.max(...offered);
  throw new AppError(received < min ? 'version-too-old' : 'version-too-new', { min, max, received, of: 'digest' });
}

/** Up to where the site has seen this changelog; what a site has not sent yet, it says itself. */
async function readPositions(
  db: Db | Tx,
  cursors: RequestOf<'buckets'>['cursors'],
): Promise<Record<VerifyScope, number>> {
  const [central, remote] = [
    await clampCursor(db, cursors.central ?? CHANGELOG_START),
    await clampCursor(db, cursors.remote ?? CHANGELOG_START),
  ];
  return { own: 0, central: central.position, shared: remote.position };
}
