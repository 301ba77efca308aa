import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';

/** The tables that are tracked, by their id in change_table (drizzle/0001_changelog.sql). */
export const TRACKED_TABLES = { providers: 1, contacts: 2, properties: 3, attachments: 4 } as const;
export type TrackedTable = keyof typeof TRACKED_TABLES;

/** Who caused a change: 0 this installation, -1 (on a site) what was received from the central server, n a site. */
export const OWN_ORIGIN = 0;
export const RECEIVED_ORIGIN = -1;

const STAMP_BATCH = 50_000;
const MOST_STAMPS = 1_000;

/** Gives every committed change its position. Cheap when there is nothing to stamp. */
export async function stampChanges(db: Db): Promise<void> {
  for (let round = 0; round < MOST_STAMPS; round++) {
    const [row] = await db.execute<{ taken: number }>(sql`select change_stamp(${STAMP_BATCH}) as taken`);
    if ((row?.taken ?? 0) < STAMP_BATCH) return;
  }
}

/** Writes of this transaction are logged as caused by `origin`. */
export async function writeOnBehalfOf(tx: Tx, origin: number): Promise<void> {
  await tx.execute(sql`select set_config('app.origin_site', ${String(origin)}, true)`);
}

/** A place in the changelog. The epoch tells whether the database is still the one in which the place was taken. */
export interface ChangeCursor {
  epoch: number;
  position: number;
}

export const CHANGELOG_START: ChangeCursor = { epoch: 0, position: 0 };

/**
 * The cursor as it is to be used now: where the database was restored since, it goes back to the last position that the
 * older epoch is known to share. Also says where the log ends and up to where deletions were pruned.
 */
export async function clampCursor(
  db: Db,
  cursor: ChangeCursor,
): Promise<ChangeCursor & { last: number; pruned: number }> {
  const [row] = await db.execute<{ epoch: number; last: string; pruned: string; clamped: string }>(sql`
    select epoch, last_position as last, pruned_to as pruned,
      least(${cursor.position}::bigint,
        coalesce((select min(starts_after) from change_epoch where epoch > ${cursor.epoch} and ${cursor.epoch} > 0),
          ${cursor.position}::bigint), last_position) as clamped
    from change_head`);
  if (!row) throw new Error('change_head is empty: the migrations have not run');
  return { epoch: row.epoch, position: Number(row.clamped), last: Number(row.last), pruned: Number(row.pruned) };
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
