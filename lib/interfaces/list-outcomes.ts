import 'server-only';
import { and, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor } from '../db/keyset';
import { imports } from '../db/schema/imports';
import { properties } from '../db/schema/properties';
import { outcomes } from '../db/schema/runs';
import { toWalkedPage, type WalkedPage, walk } from '../db/walk';
import type { ErrorDetails } from '../errors';
import { isAddressField } from '../properties/public-geo';
import type { OutcomeKind, Severity } from '../runs/run';

export interface OutcomeRow {
  id: number;
  /** The delivery that it came from; null: a run with the central server. */
  delivery: { interfaceId: string; importId: string; path: string } | null;
  table: string | null;
  recordId: string | null;
  label: string | null;
  outcome: OutcomeKind;
  severity: Severity;
  /** A code of `outcomes` or `messages`; null: the outcome says all. */
  code: string | null;
  params: ErrorDetails;
  line: number | null;
  element: string | null;
  received: string | null;
  /** field: [old, new]; without an address that is not released by now. */
  changes: Record<string, [unknown, unknown]> | null;
  at: Date;
}

export interface OutcomeFilter {
  /** Only warnings and errors. */
  problems?: boolean | undefined;
  outcome?: OutcomeKind | undefined;
  severity?: Severity | undefined;
  code?: string | undefined;
}

export interface ListOutcomesInput extends OutcomeFilter {
  importId?: string | undefined;
  runId?: string | undefined;
  recordId?: string | undefined;
  cursor?: string | undefined;
  size?: number;
}

/** What an import (or a whole run, or every run to one record) did and said, in its order. */
export async function listOutcomes(db: Db, input: ListOutcomesInput): Promise<WalkedPage<OutcomeRow>> {
  const { importId, runId, recordId, cursor, size = 100 } = input;
  const [after] = decodeCursor(cursor, 2) ?? [];
  const rows = and(
    importId ? eq(outcomes.importId, importId) : undefined,
    runId ? eq(outcomes.runId, runId) : undefined,
    recordId ? eq(outcomes.recordId, recordId) : undefined,
    importId || runId || recordId ? undefined : sql`false`,
    // In the words of an index.
    input.problems || input.severity === 'warning' || input.severity === 'error'
      ? sql`${outcomes.severity} <> 'note'`
      : undefined,
    after && /^\d{1,15}$/.test(after) ? gt(outcomes.id, Number(after)) : undefined,
  );
  const walked = await walk(db, {
    rows: sql`from ${outcomes} where ${rows ?? sql`true`}`,
    key: sql`${outcomes.id}`,
    id: sql`${outcomes.id}`,
    down: false,
    filter: filterCondition(input) ?? null,
    size,
  });
  const found = await readOutcomes(db, walked.ids.map(Number));
  return toWalkedPage(walked, found.map(toOutcomeRow), (row) => String(row.id));
}

function readOutcomes(db: Db, ids: number[]) {
  return db
    .select(OUTCOME_COLUMNS)
    .from(outcomes)
    .leftJoin(imports, eq(imports.id, outcomes.importId))
    .leftJoin(properties, eq(properties.id, outcomes.recordId))
    .where(ids.length > 0 ? inArray(outcomes.id, ids) : sql`false`);
}

function filterCondition({ outcome, severity, code }: OutcomeFilter): SQL | undefined {
  return and(
    outcome ? eq(outcomes.outcome, outcome) : undefined,
    severity ? eq(outcomes.severity, severity) : undefined,
    code ? eq(outcomes.code, code) : undefined,
  );
}

export const OUTCOME_COLUMNS = {
  id: outcomes.id,
  importId: imports.id,
  interfaceId: imports.interfaceId,
  path: imports.path,
  table: outcomes.table,
  recordId: outcomes.recordId,
  label: outcomes.label,
  outcome: outcomes.outcome,
  severity: outcomes.severity,
  code: outcomes.code,
  params: outcomes.params,
  line: outcomes.line,
  element: outcomes.element,
  received: outcomes.received,
  changes: outcomes.changes,
  at: outcomes.at,
  addressReleased: properties.addressReleased,
};

type SelectedOutcome = Omit<OutcomeRow, 'params' | 'delivery'> & {
  params: ErrorDetails | null;
  addressReleased: boolean | null;
  importId: string | null;
  interfaceId: string | null;
  path: string | null;
};

/** An address that was released when it changed, and is not any more, is shown nowhere. */
export function toOutcomeRow(selected: SelectedOutcome): OutcomeRow {
  const { addressReleased, params, changes, importId, interfaceId, path, ...row } = selected;
  const delivery = importId && interfaceId && path ? { importId, interfaceId, path } : null;
  const visible =
    changes && !addressReleased
      ? Object.fromEntries(Object.entries(changes).filter(([field]) => !isAddressField(field)))
      : changes;
  return { ...row, delivery, params: params ?? {}, changes: visible };
}
