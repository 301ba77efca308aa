import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';

/** The tables that are tracked, by their id in change_table (drizzle/0001_changelog.sql). */
export const TRACKED_TABLES = {
  providers: 1,
  contacts: 2,
  properties: 3,
  attachments: 4,
  sharing_groups: 5,
  sharing_group_sites: 6,
} as const;
export type TrackedTable = keyof typeof TRACKED_TABLES;

/** Who caused a change: 0 this installation, -1 (on a site) what was received from the central server, n a site. */
export const OWN_ORIGIN = 0;
export const RECEIVED_ORIGIN = -1;

const STAMP_BATCH = 50_000;
const MOST_STAMPS = 1_000;

/** Gives every committed change its position. Cheap when there is nothing to stamp. Not within a transaction. */
export async function stampChanges(db: Db): Promise<void> {
  for (let round = 0; round < MOST_STAMPS; round++) {
    const [row] = await db.execute<{ taken: number }>(sql`select change_stamp(${STAMP_BATCH}) as taken`);
    if ((row?.taken ?? 0) < STAMP_BATCH) {
      // After a flood the inbox has no index and many empty pages, through which every later look would go.
      if (round > 0) await db.execute(sql`vacuum (truncate, skip_locked) change_inbox`);
      return;
    }
  }
}

/** Writes of this transaction are logged as caused by `origin`. */
export async function writeOnBehalfOf(tx: Tx, origin: number): Promise<void> {
  await tx.execute(sql`select set_config('app.origin_site', ${String(origin)}, true)`);
}

/** A place in the changelog. The epoch is the random id of the stamping period in which it was taken. */
export interface ChangeCursor {
  epoch: number;
  position: number;
}

export const CHANGELOG_START: ChangeCursor = { epoch: 0, position: 0 };

/**
 * The cursor as it is to be used now: never beyond the end of the stamping period in which it was taken. Also says where the
 * log ends. `doubt`: this database does not know that period or never came as far in it (it, or the cursor, comes out of a
 * backup), or deletions were pruned that the reader has not seen.
 */
export async function clampCursor(
  db: Db,
  cursor: ChangeCursor,
): Promise<ChangeCursor & { last: number; doubt: boolean }> {
  const [row] = await db.execute<{ epoch: number; position: string; last: string; doubt: boolean }>(
    sql`select * from change_cursor(${cursor.epoch}, ${cursor.position})`,
  );
  if (!row) throw new Error('change_cursor answers one row');
  return { epoch: row.epoch, position: Number(row.position), last: Number(row.last), doubt: row.doubt };
}

export interface ChangeCount {
  /** Exact up to `cap`. */
  count: number;
  capped: boolean;
  byTable: Partial<Record<TrackedTable, number>>;
}

export const COUNT_CAP = 10_000;

/** How many records changed by `origin` in `tables` lie after `position`: at most COUNT_CAP + 1 rows are looked at. */
export async function countChanges(
  db: Db,
  { after, origin, tables }: { after: number; origin: number; tables: readonly TrackedTable[] },
): Promise<ChangeCount> {
  const ids = tables.map((table) => TRACKED_TABLES[table]);
  const rows = await db.execute<{ table: TrackedTable; n: number }>(sql`
    select t.name as "table", count(*)::int as n
    from (
      select table_id from change_log
      where position > ${after} and origin_site = ${origin} and table_id in ${ids}
      order by position limit ${COUNT_CAP + 1}
    ) c join change_table t on t.id = c.table_id
    group by t.name`);
  const total = rows.reduce((sum, row) => sum + row.n, 0);
  return {
    count: Math.min(total, COUNT_CAP),
    capped: total > COUNT_CAP,
    byTable: Object.fromEntries(rows.map((row) => [row.table, row.n])),
  };
}
