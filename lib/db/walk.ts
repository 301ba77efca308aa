import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from './client';
import { type Cursor, encodeCursor, type Page } from './keyset';

/** A page of a long list that was looked through only so far. */
export interface WalkedPage<T> extends Page<T> {
  /** So many rows were looked at, and `next` goes on behind them; null: the page is full, or there is nothing behind it. */
  searched: number | null;
}

export interface Walk {
  /** `from … where …`: what an index answers in the list's order. */
  rows: SQL;
  /** The sort's value and the tie-break, as in the index. */
  key: SQL;
  id: SQL;
  down: boolean;
  /** What has to be looked at row by row; null: every row is shown. */
  filter: SQL | null;
  size: number;
  /** So many rows are looked at for one page; without it 20,000, some hundredths of a second where a row is small. */
  most?: number;
}

export interface Walked {
  /** The tie-breaks of the page's rows, in order. */
  ids: string[];
  next: Cursor | null;
  searched: number | null;
}

const MOST_ROWS = 20_000;

/**
 * Finds a page's rows in the order of an index, in bounded time: where matches are so rare that they would be looked for
 * through a long list, it stops, says so, and its cursor goes on.
 */
export async function walk(db: Db, { rows, key, id, down, filter, size, most = MOST_ROWS }: Walk): Promise<Walked> {
  const direction = down ? sql`desc` : sql`asc`;
  const ordered = sql`${rows} order by ${key} ${direction}, ${id} ${direction}`;
  const found = await db.execute<{ id: string; key: string }>(sql`
    select w.id, w.key from (
      select ${id}::text as id, ${key}::text as key, ${filter ?? sql`true`} as hit ${ordered}
      limit ${filter ? most : size + 1}) w
    where w.hit limit ${size + 1}`);
  const ids = found.slice(0, size).map((row) => row.id);
  const last = found[size - 1];
  if (found.length > size && last) return { ids, next: [last.key, last.id], searched: null };
  if (!filter) return { ids, next: null, searched: null };
  const [end] = await db.execute<{ id: string; key: string }>(sql`
    select ${id}::text as id, ${key}::text as key ${ordered} offset ${most - 1} limit 1`);
  return { ids, next: end ? [end.key, end.id] : null, searched: end ? most : null };
}

/** The page of what was found: rows in its order; one that is gone by now is left out. */
export function toWalkedPage<T>(walked: Walked, rows: readonly T[], idOf: (row: T) => string): WalkedPage<T> {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return {
    rows: walked.ids.flatMap((id) => byId.get(id) ?? []),
    next: walked.next && encodeCursor(walked.next),
    searched: walked.searched,
  };
}
