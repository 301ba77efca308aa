import 'server-only';
import { sql } from 'drizzle-orm';
import { writeOnBehalfOf } from '../changelog/read';
import type { Db, Tx } from '../db/client';
import type { SyncTable } from '../protocol/v1';
import type { RunContext, StepProgress } from '../runs/run';
import { type RecordFailure, toRecordFailure } from './record-failure';

const BATCH = 1_000;
const MOST_PASSES = 1_000;
/** Batches at the same time where there are many: what one waits for, the other can use. */
const AT_ONCE = 2;

export interface IntegrateInput {
  /** Whose buffer: 0 the central server's (on a site), n a site's (on the central server). */
  sourceSiteId: number;
  /** On whose behalf the changelog notes the writes. */
  writeOrigin: number;
  /** In order of dependency: upserts go this way, deletions the other way round. */
  tables: readonly SyncTable[];
  /** Asked after each batch: true leaves the rest in the buffer, for a later run. */
  isEnough?: (integrated: number) => Promise<boolean>;
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
  const total = await countBuffer(context.db, input.sourceSiteId);
  const workers = total > BATCH ? AT_ONCE : 1;
  progress.report(before, before + total);
  const ways: [Action, readonly SyncTable[]][] = [
    ['upsert', input.tables],
    ['delete', input.tables.toReversed()],
  ];
  // What is pushed meanwhile is integrated too; what failed once waits for the next run.
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const handled = result.integrated + result.failed;
    for (const [action, tables] of ways) {
      for (const table of tables) {
        const goOn = await integrateTable(
          context,
          input,
          { table, action, retry: pass === 0, workers },
          async (batch) => {
            result.integrated += batch.integrated;
            result.failed += batch.failed;
            progress.report(before + result.integrated + result.failed);
            return !(await input.isEnough?.(result.integrated));
          },
        );
        if (!goOn) return result;
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
  workers: number;
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Batches in order of id, some at the same time: each takes the next rows that nobody else has locked. False: `onBatch` said
 * not to go on.
 */
async function integrateTable(
  context: RunContext,
  input: IntegrateInput,
  pass: TablePass,
  onBatch: (batch: IntegrateResult) => Promise<boolean>,
): Promise<boolean> {
  let after = BEFORE_ALL;
  let goOn = true;
  const work = async () => {
    while (goOn) {
      const place: Place = { ...pass, source: input.sourceSiteId, origin: input.writeOrigin, after };
      const { last, ...batch } = (await integrateWhole(context, place)) ?? (await integrateApart(context, place));
      if (last === null) return;
      if (last > after) after = last;
      goOn = (await onBatch(batch)) && goOn;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: pass.workers }, work));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return goOn;
}

/** A batch of one table: what comes after the id `after`. */
interface Place extends TablePass {
  source: number;
  origin: number;
  after: string;
}

interface BatchResult extends IntegrateResult {
  /** null: there was nothing. */
  last: string | null;
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

async function countBuffer(db: Db, source: number): Promise<number> {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from sync_buffer where source_site_id = ${source}`,
  );
  return row?.n ?? 0;
}
