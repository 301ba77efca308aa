import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { log } from '../../log';

/** A site's run has no row here: it is counted in memory, and written this often. */
const WRITE_EVERY_MS = 10_000;

interface Counter {
  runs: number;
  records: number;
  timer: NodeJS.Timeout | null;
}

/** Of each database that this process works with. */
const counters = new WeakMap<Db, Counter>();

/**
 * (central server) Counts what sites send, for the days on the overview: records as they come, a run with its last part.
 * Costs the request nothing; a process that is killed takes the last seconds' counts with it, and only the chart is made of
 * them.
 */
export function countSiteRun(db: Db, { records, isLast }: { records: number; isLast: boolean }): void {
  const counter = counters.get(db) ?? { runs: 0, records: 0, timer: null };
  counters.set(db, counter);
  if (isLast) counter.runs += 1;
  counter.records += records;
  counter.timer ??= setTimeout(() => void writeSiteRuns(db), WRITE_EVERY_MS).unref();
}

/** Writes what was counted; a failure leaves it for the next time. */
export async function writeSiteRuns(db: Db): Promise<void> {
  const counter = counters.get(db);
  if (!counter) return;
  const { runs, records, timer } = counter;
  if (timer) clearTimeout(timer);
  counters.delete(db);
  try {
    await db.execute(sql`
      insert into run_quarters as q (quarter, kind, state, runs, records)
      values (date_bin('15 minutes', now(), 'epoch'), 'exchange', 'done', ${runs}::int, ${records}::bigint)
      on conflict (quarter, kind, state) do update set runs = q.runs + excluded.runs, records = q.records + excluded.records`);
  } catch (error) {
    log().warn({ err: error, runs, records }, 'the runs of sites in the last seconds are not counted');
  }
}
