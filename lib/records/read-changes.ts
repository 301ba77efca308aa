import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { TRACKED_TABLES } from '../changelog/read';
import type { Db } from '../db/client';
import { MOST_BATCH_BYTES, MOST_RECORDS, type SyncTable } from '../protocol/v1';

export interface ReadChangesInput {
  /** Changelog positions above this one … */
  after: number;
  /** … and up to this one, in order. */
  upTo: number;
  /** Who caused the changes. */
  origin: number;
  tables: readonly SyncTable[];
  /** At most this many records; MOST_RECORDS unless told. */
  most?: number;
}

export interface ChangeBatch {
  /** The text of a JSON array, made by Postgres (drizzle/0005_records.sql). */
  records: string;
  count: number;
  /** Position of the last of them. */
  last: number;
  /** There are further ones in the range. */
  more: boolean;
}

/** The next batch of changed records as they are now, at most about MOST_BATCH_BYTES of text but at least one record. */
export async function readChanges(db: Db, input: ReadChangesInput): Promise<ChangeBatch> {
  const [row] = await db.execute<{ records: string; n: number; last: string | null; more: boolean }>(sql`
    select * from change_batch(array[${input.origin}::int], ${tableIds(input.tables)}, ${input.after}, ${input.upTo}, null,
      ${input.most ?? MOST_RECORDS}, ${MOST_BATCH_BYTES})`);
  if (!row) throw new Error('change_batch answers one row');
  return { records: row.records, count: row.n, last: Number(row.last ?? input.after), more: row.more };
}

/** How many changes lie between two positions, exactly. */
export async function countChangesBetween(db: Db, input: ReadChangesInput): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from change_log
    where position > ${input.after} and position <= ${input.upTo} and origin_site = ${input.origin}
      and table_id = any (${tableIds(input.tables)})`);
  return row?.n ?? 0;
}

function tableIds(tables: readonly SyncTable[]): SQL {
  return sql`${`{${tables.map((table) => TRACKED_TABLES[table]).join(',')}}`}::smallint[]`;
}
