import 'server-only';
import { sql } from 'drizzle-orm';
import { cache } from 'react';
import type { Db } from '../db/client';
import { CENTRAL_TARGET } from '../runs/run';
import { CONNECTION_KEY } from '../sync/settings';

/** Whether something is late, and when the next run comes, changes without any row changing. */
const LONGEST_MS = 10_000;
/** More runs than the status page names; what lies further back changes only when it is pruned. */
const RUNS_LOOKED_AT = 10;
/** Without parameters: then it is sent and answered in one round trip, where a statement with some needs two. */
const MARKS = sql.raw(`select sync_status_marks('${CENTRAL_TARGET}', '${CONNECTION_KEY}', ${RUNS_LOOKED_AT}) as marks`);

interface Kept {
  key: string;
  value: unknown;
}
const kept = new WeakMap<Db, Map<string, Kept>>();

/**
 * What `read` answered last, as long as no row has changed that the state of the synchronisation is read from: one small
 * question instead of twenty, which every page and poll would ask. `keeps` says whether an answer may be used again.
 */
export async function whileUnchanged<T>(
  { db, now, name }: { db: Db; now: Date; name: string },
  read: () => Promise<T>,
  keeps: (value: T) => boolean,
): Promise<T> {
  const marks = await readMarks(db);
  if (marks === null) return read();
  const values = kept.get(db) ?? new Map<string, Kept>();
  kept.set(db, values);
  const key = `${Math.floor(now.getTime() / LONGEST_MS)} ${marks}`;
  const known = values.get(name);
  if (known?.key === key) return known.value as T;
  // Read after its marks: what changes in between is read again the next time.
  const value = await read();
  if (keeps(value)) values.set(name, { key, value });
  else values.delete(name);
  return value;
}

/**
 * Which transaction wrote each of those rows last (drizzle/0013); null: changes are waiting to be stamped, and whoever reads
 * does that. Once for a page, whose frame asks as well.
 */
const readMarks = cache(async (db: Db): Promise<string | null> => {
  const [row] = await db.execute<{ marks: string | null }>(MARKS);
  return row?.marks ?? null;
});
