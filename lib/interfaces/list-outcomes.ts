import 'server-only';
import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { outcomes } from '../db/schema/runs';
import type { ErrorDetails } from '../errors';
import type { OutcomeKind, Severity } from '../runs/run';

export interface OutcomeRow {
  id: number;
  importId: string | null;
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
  /** column: [old, new] */
  changes: Record<string, [unknown, unknown]> | null;
  at: Date;
}

export interface ListOutcomesInput {
  importId?: string | undefined;
  runId?: string | undefined;
  recordId?: string | undefined;
  /** Only warnings and errors. */
  problems?: boolean;
  cursor?: string | undefined;
  size?: number;
}

/** What an import (or a whole run, or every run to one record) did and said, in its order. */
export async function listOutcomes(db: Db, input: ListOutcomesInput): Promise<Page<OutcomeRow>> {
  const { importId, runId, recordId, problems, cursor, size = 100 } = input;
  const after = decodeCursor(cursor, 1)?.[0];
  const conditions: (SQL | undefined)[] = [
    importId ? eq(outcomes.importId, importId) : undefined,
    runId ? eq(outcomes.runId, runId) : undefined,
    recordId ? eq(outcomes.recordId, recordId) : undefined,
    importId || runId || recordId ? undefined : sql`false`,
    problems ? inArray(outcomes.severity, ['warning', 'error']) : undefined,
    after && /^\d{1,15}$/.test(after) ? gt(outcomes.id, Number(after)) : undefined,
  ];
  const rows = await db
    .select()
    .from(outcomes)
    .where(and(...conditions))
    .orderBy(asc(outcomes.id))
    .limit(size + 1);
  const shown = rows.map(({ runId: _runId, ...row }) => ({ ...row, params: row.params ?? {} }));
  return toPage(shown, size, (row) => [String(row.id)]);
}
