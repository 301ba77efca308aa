import 'server-only';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { runs } from '../db/schema/runs';
import { type RunSummary, selectRuns } from './get';
import type { RunState, RunTarget } from './run';

export interface ListRunsInput {
  target?: RunTarget | undefined;
  state?: RunState | undefined;
  cursor?: string | undefined;
  size?: number;
}

/** Runs, newest first. */
export async function listRuns(db: Db, { target, state, cursor, size = 50 }: ListRunsInput): Promise<Page<RunSummary>> {
  const after = decodeCursor(cursor, 2);
  const conditions: (SQL | undefined)[] = [
    target === undefined ? undefined : eq(runs.target, target),
    state === undefined ? undefined : eq(runs.state, state),
    after ? sql`(${runs.queuedAt}, ${runs.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
  ];
  const rows = await selectRuns(db)
    .where(and(...conditions))
    .orderBy(sql`${runs.queuedAt} desc, ${runs.id} desc`)
    .limit(size + 1);
  return toPage(rows, size, (run) => [run.queuedAt.toISOString(), run.id]);
}
