import 'server-only';
import { and, desc, eq, lt } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { imports } from '../db/schema/imports';
import { properties } from '../db/schema/properties';
import { outcomes, runs } from '../db/schema/runs';
import { users } from '../db/schema/users';
import type { RunTrigger } from '../runs/run';
import { OUTCOME_COLUMNS, type OutcomeRow, toOutcomeRow } from './list-outcomes';

export interface RecordHistoryRow extends OutcomeRow {
  runId: string;
  trigger: RunTrigger;
  userName: string | null;
}

/** What every delivery did and said of one record, newest first: what, when, from which delivery, by whom. */
export async function listRecordHistory(
  db: Db,
  { recordId, cursor, size = 50 }: { recordId: string; cursor?: string | undefined; size?: number },
): Promise<Page<RecordHistoryRow>> {
  const before = decodeCursor(cursor, 1)?.[0];
  const rows = await db
    .select({
      ...OUTCOME_COLUMNS,
      runId: outcomes.runId,
      trigger: runs.trigger,
      userName: users.name,
    })
    .from(outcomes)
    .innerJoin(runs, eq(runs.id, outcomes.runId))
    .leftJoin(imports, eq(imports.id, outcomes.importId))
    .leftJoin(users, eq(users.id, runs.userId))
    .leftJoin(properties, eq(properties.id, outcomes.recordId))
    .where(
      and(
        eq(outcomes.recordId, recordId),
        before && /^\d{1,15}$/.test(before) ? lt(outcomes.id, Number(before)) : undefined,
      ),
    )
    .orderBy(desc(outcomes.id))
    .limit(size + 1);
  const shown = rows.map(({ trigger, userName, runId, ...row }): RecordHistoryRow => {
    return { ...toOutcomeRow(row), runId, trigger, userName };
  });
  return toPage(shown, size, (row) => [String(row.id)]);
}
