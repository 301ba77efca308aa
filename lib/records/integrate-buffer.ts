import 'server-only';
import { sql } from 'drizzle-orm';
import { writeOnBehalfOf } from '../changelog/read';
import type { Db, Tx } from '../db/client';
import type { SyncTable } from '../protocol/v1';
import type { RunContext, StepProgress } from '../runs/run';
import { applyRecords, findForeignRecords } from './apply-records';
import { type RecordFailure, toRecordFailure } from './record-failure';

const BATCH = 1_000;
const MOST_PASSES = 1_000;

export interface IntegrateInput {
  /** Whose buffer: 0 the central server's (on a site), n a site's (on the central server). */
  sourceSiteId: number;
  /** On whose behalf the changelog notes the writes. */
  writeOrigin: number;
  /** In order of dependency: upserts go this way, deletions the other way round. */
  tables: readonly SyncTable[];
}

export interface IntegrateResult {
  integrated: number;
  failed: number;
}

type Action = 'upsert' | 'delete';

/**
 * Brings the buffer into the tables, one transaction and one statement per table and batch. A record that cannot be
 * integrated stays in the buffer with its reason, is noted as an outcome, and is tried again by the next run.
 */
export async function integrateBuffer(
  context: RunContext,
  input: IntegrateInput,
  progress: StepProgress,
): Promise<IntegrateResult> {
  const result = { integrated: 0, failed: 0 };
  const before = progress.done;
  progress.report(before, before + (await countBuffer(context.db, input.sourceSiteId)));
  const ways: [Action, readonly SyncTable[]][] = [
    ['upsert', input.tables],
    ['delete', input.tables.toReversed()],
  ];
  // What is pushed meanwhile is integrated too; what failed once waits for the next run.
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const handled = result.integrated + result.failed;
    for (const [action, tables] of ways) {
      for (const table of tables) {
        await integrateTable(context, input, { table, action, retry: pass === 0 }, (batch) => {
          result.integrated += batch.integrated;
          result.failed += batch.failed;
          progress.report(before + result.integrated + result.failed);
        });
      }
    }
    if (result.integrated + result.failed === handled) break;
  }
  return result;
}

interface TablePass {
  table: SyncTable;
  action: Action;
  /** Also what failed in an earlier run. */
  retry: boolean;
}

async function integrateTable(
  context: RunContext,
  input: IntegrateInput,
  pass: TablePass,
  onBatch: (batch: IntegrateResult) => void,
): Promise<void> {
  let after: string | null = null;
  do {
    after = await context.transaction(async (tx) => {
      const ids = await lockBatch(tx, input.sourceSiteId, pass, after);
      if (ids.length === 0) return null;
      await writeOnBehalfOf(tx, input.writeOrigin);
      const failures = await integrateBatch(tx, input.sourceSiteId, pass, ids);
      await settleBatch(context, tx, input.sourceSiteId, pass, ids, failures);
      onBatch({ integrated: ids.length - failures.length, failed: failures.length });
      return ids.at(-1) ?? null;
    });
  } while (after !== null);
}

/** Locks the next rows, so that a newer push of the same record waits for this transaction. */
async function lockBatch(tx: Tx, source: number, pass: TablePass, after: string | null): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select record_id as id from sync_buffer
    where source_site_id = ${source} and table_name = ${pass.table} and action = ${pass.action}
      ${after === null ? sql`` : sql`and record_id > ${after}`} ${pass.retry ? sql`` : sql`and problem is null`}
    order by record_id limit ${BATCH} for update`);
  return rows.map((row) => row.id);
}

async function integrateBatch(tx: Tx, source: number, pass: TablePass, ids: string[]): Promise<RecordFailure[]> {
  const foreign = await findForeignRecords(tx, source, pass.table, ids);
  const own = ids.filter((id) => !foreign.has(id));
  const refused = [...foreign].map(
    (id): RecordFailure => ({
      id,
      code: 'record-refused',
      field: 'originSite',
      value: null,
      cause: 'owned by another site',
    }),
  );
  return [...refused, ...(await applyOrHalve(tx, source, pass, own))];
}

/** Applies records in one statement; where that fails, halves until the bad records stand alone. */
async function applyOrHalve(tx: Tx, source: number, pass: TablePass, ids: string[]): Promise<RecordFailure[]> {
  const [first] = ids;
  if (first === undefined) return [];
  try {
    await tx.transaction((savepoint) => applyRecords(savepoint, source, pass.table, pass.action, ids));
    return [];
  } catch (error) {
    const failure = toRecordFailure(first, error);
    if (!failure) throw error;
    if (ids.length === 1) return [failure];
    const middle = Math.ceil(ids.length / 2);
    return [
      ...(await applyOrHalve(tx, source, pass, ids.slice(0, middle))),
      ...(await applyOrHalve(tx, source, pass, ids.slice(middle))),
    ];
  }
}

async function settleBatch(
  context: RunContext,
  tx: Tx,
  source: number,
  pass: TablePass,
  ids: string[],
  failures: RecordFailure[],
): Promise<void> {
  const failed = new Set(failures.map((failure) => failure.id));
  const integrated = ids.filter((id) => !failed.has(id));
  await tx.execute(sql`
    delete from sync_buffer where source_site_id = ${source} and table_name = ${pass.table}
      and record_id in (select v::uuid from jsonb_array_elements_text(${JSON.stringify(integrated)}::text::jsonb) v)`);
  if (failures.length === 0) return;
  const rows = await tx.execute<{ id: string; label: string | null }>(sql`
    update sync_buffer b set attempts = attempts + 1, problem = f.problem
    from (select (v->>'id')::uuid as id, v - 'id' as problem from jsonb_array_elements(${JSON.stringify(failures)}::text::jsonb) v) f
    where b.source_site_id = ${source} and b.table_name = ${pass.table} and b.record_id = f.id
    returning b.record_id as id, coalesce(b.data->>'title', b.data->>'external_number', b.data->>'name', b.data->>'last_name') as label`);
  const labels = new Map(rows.map((row) => [row.id, row.label]));
  await context.addOutcomes(
    tx,
    failures.map(({ id, code, field, value, cause }) => ({
      table: pass.table,
      recordId: id,
      label: labels.get(id) ?? null,
      outcome: 'failed',
      severity: 'error',
      code,
      params: { field, value, cause },
    })),
  );
}

async function countBuffer(db: Db, source: number): Promise<number> {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from sync_buffer where source_site_id = ${source}`,
  );
  return row?.n ?? 0;
}
