import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import type { SyncTable } from '../protocol/v1';
import { type Bucket, MOST_LEFT_OUT, type RecordHash, type VerifyScope } from '../protocol/verify';

/** Whose view: null this site's own, n what the central server holds for site n. */
export interface DigestScope {
  scope: VerifyScope;
  site: number | null;
}

/** Count and digest per table and bucket, the records of `except` left out. */
export async function readBuckets(tx: Tx, { scope, site }: DigestScope, except: readonly string[]): Promise<Bucket[]> {
  const rows = await tx.execute<Omit<Bucket, 'scope'>>(
    sql`select * from digest_v1(${scope}, ${site}, ${toIds(except)})`,
  );
  return rows.map((row) => ({ ...row, scope }));
}

/** The hash of every record in some buckets of one table. */
export async function readHashes(
  tx: Tx,
  { scope, site }: DigestScope,
  table: SyncTable,
  buckets: readonly number[],
): Promise<RecordHash[]> {
  const rows = await tx.execute<{ id: string; hash: string; at: number }>(sql`
    select id, hash, (extract(epoch from updated_at) * 1000)::float8 as at
    from digest_records_v1(${scope}, ${site}, ${table}, ${sql.raw(`'{${buckets.map(Number).join()}}'::int[]`)})`);
  return rows.map((row) => [row.id, row.hash, Math.round(row.at)]);
}

/**
 * Records on their way between the sides: not sent yet or not integrated yet. `position`: on the site its push cursor, on
 * the central server the site's pull cursor. null: more than MOST_LEFT_OUT.
 */
export async function listMoving(tx: Tx, { scope, site }: DigestScope, position: number): Promise<string[] | null> {
  const rows = await tx.execute<{ id: string }>(
    sql`select id from digest_moving(${scope}, ${site}, ${position}, ${MOST_LEFT_OUT + 1}) id`,
  );
  return rows.length > MOST_LEFT_OUT ? null : rows.map((row) => row.id);
}

/** Reads within one snapshot, so that hashes and what is on its way belong together. */
export function inSnapshot<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(work, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

/** Ids as one parameter, however many. */
export function toIds(ids: readonly string[]) {
  return sql`array(select v::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) v)`;
}
