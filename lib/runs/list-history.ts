import 'server-only';
import { and, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { runs } from '../db/schema/runs';
import { type RunSummary, selectRuns } from './get';
import { describeTarget, nameTargets, type TargetKind, type TargetName } from './name-targets';
import { CENTRAL_TARGET, type RunState } from './run';
import { type RunFilter, runFilterCondition } from './run-filter';

export const HISTORY_STATES = ['running', 'done', 'problems', 'failed', 'cancelled'] as const;
export type HistoryState = (typeof HISTORY_STATES)[number];

export interface HistoryRun extends RunSummary {
  about: TargetName;
}

export interface ListHistoryInput extends RunFilter {
  kind?: TargetKind | undefined;
  state?: HistoryState | undefined;
  cursor?: string | undefined;
  size?: number;
}

const OF_KIND: Record<TargetKind, SQL> = {
  central: sql`${runs.target} = ${CENTRAL_TARGET}`,
  site: sql`${runs.target} like 'site:%'`,
  interface: sql`${runs.target} <> ${CENTRAL_TARGET} and ${runs.target} not like 'site:%'`,
};

/** The runs of every target, newest first, with the names of what they were about. */
export async function listHistory(db: Db, input: ListHistoryInput): Promise<Page<HistoryRun>> {
  const { kind, state, cursor, size = 50 } = input;
  const after = decodeCursor(cursor, 2);
  const conditions: (SQL | undefined)[] = [
    kind && OF_KIND[kind],
    state && inArray(runs.state, statesOf(state)),
    runFilterCondition(input, runs.queuedAt),
    after ? sql`(${runs.queuedAt}, ${runs.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
  ];
  const rows = await selectRuns(db)
    .where(and(...conditions))
    .orderBy(sql`${runs.queuedAt} desc, ${runs.id} desc`)
    .limit(size + 1);
  const page = toPage(rows, size, (run) => [run.queuedAt.toISOString(), run.id]);
  const names = await nameTargets(
    db,
    page.rows.map((run) => run.target),
  );
  return {
    ...page,
    rows: page.rows.map((run) => ({ ...run, about: names.get(run.target) ?? describeTarget(run.target) })),
  };
}

function statesOf(state: HistoryState): RunState[] {
  return state === 'running' ? ['queued', 'running'] : [state];
}
