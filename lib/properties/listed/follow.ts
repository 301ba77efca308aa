import 'server-only';
import { sql } from 'drizzle-orm';
import { pause } from '../../clock';
import type { Db } from '../../db/client';
import { log } from '../../log';

/** Noted changes that one transaction brings into the list: well under a tenth of a second. */
const PER_TURN = 500;
const TURN_MS = 500;
const CALM_MS = 2_000;
/** While somebody writes, writing comes first; what is brought in keeps pace with over a thousand changes a second. */
const BUSY_MS = 3_000;
/** Half of a core at most: whoever reads or fetches meanwhile has the rest. */
const CATCH_UP_MS = 500;
const AFTER_ERROR_MS = 10_000;
/** After so many the list is tidied. */
const FLOOD = 20_000;

/** Brings up to `most` changed properties into what the list reads (drizzle/0012); answers how many are left, up to 10,001. */
export async function followProperties(db: Db, most = PER_TURN): Promise<number> {
  const [row] = await db.execute<{ left: number }>(sql`select follow_properties(${most}::int) as left`);
  return row?.left ?? 0;
}

/** The same for about `budgetMs`, or until nothing is left; answers how many were brought in at most, and what is left. */
export async function followFor(
  db: Db,
  budgetMs: number,
  signal?: AbortSignal,
): Promise<{ moved: number; left: number }> {
  const end = performance.now() + budgetMs;
  let moved = 0;
  for (;;) {
    const left = await followProperties(db);
    if (left === 0) return { moved, left };
    moved += PER_TURN;
    if (performance.now() >= end || signal?.aborted) return { moved, left };
  }
}

/** Looks at what so many properties have that looking it up is no help, and makes the emptied inbox small again. */
export async function tidyListed(db: Db): Promise<void> {
  await db.execute(sql`vacuum (truncate, skip_locked) listed_inbox`);
  await db.execute(sql`analyze listed_properties`);
  await db.execute(sql`select note_listed_common()`);
}

/** How long to rest after a turn that left something to do, by what was noted so far, in all, before it and after it. */
export function restAfter(notedBefore: number, notedAfter: number, isBusy: boolean): number {
  return isBusy || notedAfter > notedBefore ? BUSY_MS : CATCH_UP_MS;
}

/**
 * Keeps the list of properties up with its changes until the signal is aborted; any number of processes may do so. `isBusy`:
 * a run is under way here. What other processes write, or sites push, is seen by what is noted meanwhile.
 */
export async function keepPropertiesListed(db: Db, shutdown: AbortSignal, isBusy: () => boolean): Promise<void> {
  let moved = 0;
  let noted = Number.POSITIVE_INFINITY;
  while (!shutdown.aborted) {
    let delay = CALM_MS;
    try {
      const turn = await followFor(db, TURN_MS, shutdown);
      moved += turn.moved;
      if (turn.left > 0) {
        const before = noted;
        noted = await countNoted(db);
        delay = restAfter(before, noted, isBusy());
      } else if (moved >= FLOOD) {
        await tidyListed(db);
        moved = 0;
      }
    } catch (error) {
      log().warn({ err: error }, 'the list of properties does not follow: it is tried again');
      delay = AFTER_ERROR_MS;
    }
    await rest(delay, shutdown);
  }
}

/** How many changes were ever noted; Postgres counts them about a second late. */
export async function countNoted(db: Db): Promise<number> {
  const [row] = await db.execute<{ noted: number }>(
    sql`select pg_stat_get_tuples_inserted('listed_inbox'::regclass)::float8 as noted`,
  );
  return row?.noted ?? 0;
}

async function rest(delay: number, shutdown: AbortSignal): Promise<void> {
  await pause(delay, shutdown).catch((error: unknown) => {
    if (!shutdown.aborted) throw error;
  });
}
