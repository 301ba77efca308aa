import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';

const BATCH = 5_000;
const MOST_BATCHES = 10_000;
const EPOCH_DAYS = 400;

/**
 * Forgets deletions that every reader has read: those up to `smallestCursor`. A reader that was left out of it finds its
 * cursor before `change_head.pruned_to`, and compares. A transaction per batch, for at most about `budgetMs`; answers how
 * many were forgotten.
 */
export async function pruneDeletions(db: Db, smallestCursor: number, { budgetMs = 5_000 } = {}): Promise<number> {
  const end = performance.now() + budgetMs;
  let forgotten = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const count = await db.transaction((tx) => pruneBatch(tx, smallestCursor));
    forgotten += count;
    if (count < BATCH || performance.now() >= end) break;
  }
  return forgotten;
}

/** The head is locked first, as a stamper does: nobody else changes the log meanwhile. */
async function pruneBatch(tx: Tx, smallestCursor: number): Promise<number> {
  await tx.execute(sql`select from change_head for update`);
  const [row] = await tx.execute<{ count: number }>(sql`
    with gone as (
      delete from change_log where ctid = any (array(
        select ctid from change_log where action = 'D' and position <= ${smallestCursor} order by position limit ${BATCH}))
      returning position),
    head as (update change_head set pruned_to = greatest(pruned_to, (select max(position) from gone))
      where exists (select from gone))
    select count(*)::int as count from gone`);
  return row?.count ?? 0;
}

/** Forgets the stamping periods of more than a year ago; a cursor of that time is in doubt, and its reader compares. */
export async function pruneEpochs(db: Db): Promise<void> {
  await db.execute(sql`
    delete from change_epoch where epoch in (
      select epoch from change_epoch where at < now() - make_interval(days => ${EPOCH_DAYS}) order by at limit ${BATCH})
      and epoch <> (select epoch from change_head)`);
}
