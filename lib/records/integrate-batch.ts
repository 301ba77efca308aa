import 'server-only';
import { sql } from 'drizzle-orm';
import { writeOnBehalfOf } from '../changelog/read';
import type { Tx } from '../db/client';
import type { SyncTable } from '../protocol/v1';
import type { RunContext } from '../runs/run';
import { type RecordFailure, toRecordFailure } from './record-failure';

export const BATCH = 1_000;

export type Action = 'upsert' | 'delete';

export interface IntegrateResult {
  integrated: number;
  failed: number;
}

export interface BatchOf {
  table: SyncTable;
  action: Action;
  /** Also what failed in an earlier run. */
  retry: boolean;
}

/** A batch of one table: what comes after the id `after`. */
export interface Place extends BatchOf {
  source: number;
  origin: number;
  after: string;
}

export interface BatchResult extends IntegrateResult {
  /** null: there was nothing. */
  last: string | null;
}

/** The next batch in one transaction: as a whole, and where a record of it is refused, apart. */
export async function integrateBatch(context: RunContext, at: Place): Promise<BatchResult> {
  return (await integrateWhole(context, at)) ?? (await integrateApart(context, at));
}

/** The whole batch in one statement; null: a record of it is refused, and nothing was done. */
async function integrateWhole(context: RunContext, at: Place): Promise<BatchResult | null> {
  try {
    const [row] = await context.transaction((tx) =>
      tx.execute<{ last: string | null; n: number }>(sql`
        select * from integrate_batch(${at.source}, ${at.origin}, ${at.table}, ${at.action}, ${at.after}::uuid, ${at.retry}, ${BATCH})`),
    );
    return { last: row?.last ?? null, integrated: row?.n ?? 0, failed: 0 };
  } catch (error) {
    if (toRecordFailure('', error)) return null;
    throw error;
  }
}

/** The same batch, halved until the bad records stand alone; they stay in the buffer with their reason. */
async function integrateApart(context: RunContext, at: Place): Promise<BatchResult> {
  return context.transaction(async (tx) => {
    const rows = await tx.execute<{ id: string }>(sql`
      select record_id as id from sync_buffer
      where source_site_id = ${at.source} and table_name = ${at.table} and record_id > ${at.after}::uuid
        and action = ${at.action} and (${at.retry} or problem is null)
      order by record_id limit ${BATCH} for update skip locked`);
    const ids = rows.map((row) => row.id);
    await writeOnBehalfOf(tx, at.origin);
    const failures = await applyOrHalve(tx, at, ids);
    await settleBatch(context, tx, at, ids, failures);
    return { last: ids.at(-1) ?? null, integrated: ids.length - failures.length, failed: failures.length };
  });
}

/** Applies records in one statement; where that fails, halves until the bad records stand alone. */
async function applyOrHalve(tx: Tx, at: Place, ids: string[]): Promise<RecordFailure[]> {
  const [first] = ids;
  if (first === undefined) return [];
  try {
    await tx.transaction((savepoint) =>
      savepoint.execute(
        sql`select apply_records(${at.source}, ${at.table}, ${at.action}, ${`{${ids.join(',')}}`}::uuid[])`,
      ),
    );
    return [];
  } catch (error) {
    const failure = toRecordFailure(first, error);
    if (!failure) throw error;
    if (ids.length === 1) return [failure];
    const middle = Math.ceil(ids.length / 2);
    return [...(await applyOrHalve(tx, at, ids.slice(0, middle))), ...(await applyOrHalve(tx, at, ids.slice(middle)))];
  }
}

async function settleBatch(
  context: RunContext,
  tx: Tx,
  { source, table }: Place,
  ids: string[],
  failures: RecordFailure[],
): Promise<void> {
  const failed = new Set(failures.map((failure) => failure.id));
  const integrated = ids.filter((id) => !failed.has(id));
  await tx.execute(sql`
    delete from sync_buffer where source_site_id = ${source} and table_name = ${table}
      and record_id in (select v::uuid from jsonb_array_elements_text(${JSON.stringify(integrated)}::text::jsonb) v)`);
  if (failures.length === 0) return;
  // Where only the value is known, the field is the one that holds it.
  const rows = await tx.execute<{ id: string; label: string | null; field: string | null }>(sql`
    update sync_buffer b set attempts = attempts + 1, problem = f.problem || jsonb_build_object('field', coalesce(
      f.problem->>'field', (select key from jsonb_each_text(case jsonb_typeof(b.data) when 'object' then b.data end)
        where value = f.problem->>'value' limit 1)))
    from (select (v->>'id')::uuid as id, v - 'id' as problem from jsonb_array_elements(${JSON.stringify(failures)}::text::jsonb) v) f
    where b.source_site_id = ${source} and b.table_name = ${table} and b.record_id = f.id
    returning b.record_id as id, b.problem->>'field' as field, coalesce(b.data->>'title', b.data->>'external_number', b.data->>'name', b.data->>'last_name') as label`);
  const named = new Map(rows.map((row) => [row.id, row]));
  await context.addOutcomes(
    tx,
    failures.map(({ id, code, value, cause }) => ({
      table,
      recordId: id,
      label: named.get(id)?.label ?? null,
      outcome: 'failed',
      severity: 'error',
      code,
      params: { field: named.get(id)?.field ?? null, value, cause },
    })),
  );
}
