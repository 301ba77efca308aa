import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import type { RunSummary } from './get';

/** Which failed run in a row this one is, counted from the target's last success; null: it did not fail. */
export async function countAttempts(
  db: Db,
  run: Pick<RunSummary, 'target' | 'state' | 'queuedAt'>,
): Promise<number | null> {
  if (run.state !== 'failed') return null;
  const until = run.queuedAt.toISOString();
  const [row] = await db.execute<{ failures: number }>(sql`
    select count(*)::int as failures from runs
    where target = ${run.target} and state = 'failed' and queued_at <= ${until} and queued_at > coalesce(
      (select queued_at from runs where target = ${run.target} and state in ('done', 'problems') and queued_at < ${until}
        order by queued_at desc limit 1), '-infinity')`);
  return row?.failures ?? null;
}
