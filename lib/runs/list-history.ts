import 'server-only';
import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor } from '../db/keyset';
import { runs } from '../db/schema/runs';
import { toWalkedPage, type WalkedPage, walk } from '../db/walk';
import { type RunSummary, selectRuns } from './get';
import { describeTarget, nameTargets, type TargetKind, type TargetName } from './name-targets';
import { CENTRAL_TARGET, type RunState } from './run';
import { type RunFilter, runPeriod, runStarter } from './run-filter';

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
export async function listHistory(db: Db, input: ListHistoryInput): Promise<WalkedPage<HistoryRun>> {
  const { cursor, size = 50 } = input;
  const after = decodeCursor(cursor, 2);
  const { head, rest } = splitFilter(input);
  const conditions: (SQL | undefined)[] = [
    head,
    runPeriod(input, runs.queuedAt),
    after ? sql`(${runs.queuedAt}, ${runs.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
  ];
  const walked = await walk(db, {
    rows: sql`from ${runs} where ${allOf(conditions) ?? sql`true`}`,
    key: sql`${runs.queuedAt}`,
    id: sql`${runs.id}`,
    down: true,
    filter: allOf(rest) ?? null,
    size,
  });
  const found = walked.ids.length > 0 ? await selectRuns(db).where(inArray(runs.id, walked.ids)) : [];
  const names = await nameTargets(
    db,
    found.map((run) => run.target),
  );
  const named = found.map((run) => ({ ...run, about: names.get(run.target) ?? describeTarget(run.target) }));
  return toWalkedPage(walked, named, (run) => run.id);
}

/** One of the filters leads an index (drizzle/0012), the one that leaves the least; the others are looked at row by row. */
function splitFilter({ kind, state, userId, trigger }: ListHistoryInput) {
  const isIn = state && inArray(runs.state, statesOf(state));
  const filters = [
    runStarter({ userId }),
    state === 'done' ? undefined : isIn,
    kind && OF_KIND[kind],
    runStarter({ trigger }),
  ].filter((filter) => filter !== undefined);
  const [head, ...rest] = filters;
  return { head, rest: state === 'done' && isIn ? [...rest, isIn] : rest };
}

const allOf = (conditions: readonly (SQL | undefined)[]): SQL | undefined => {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length > 0 ? sql.join(given, sql` and `) : undefined;
};

function statesOf(state: HistoryState): RunState[] {
  return state === 'running' ? ['queued', 'running'] : [state];
}
