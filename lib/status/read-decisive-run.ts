import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { type RunSummary, selectRuns } from '../runs/get';
import { CENTRAL_TARGET } from '../runs/run';

/** The newest run with the central server that came to its end by itself: one that was cancelled takes no error away. */
export async function readDecisiveRun(db: Db): Promise<RunSummary | null> {
  const [run] = await selectRuns(db)
    .where(sql`target = ${CENTRAL_TARGET} and state in ('done', 'problems', 'failed')`)
    .orderBy(sql`queued_at desc, runs.id desc`)
    .limit(1);
  return run ?? null;
}
