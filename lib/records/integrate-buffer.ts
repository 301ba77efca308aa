import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import type { SyncTable } from '../protocol/v1';
import type { RunContext, StepProgress } from '../runs/run';
import { type Action, BATCH, type BatchOf, type IntegrateResult, integrateBatch, type Place } from './integrate-batch';

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

interface TablePass extends BatchOf {
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
      const { last, ...batch } = await integrateBatch(context, place);
      if (last === null) return;
      if (last > after) after = last;
      goOn = (await onBatch(batch)) && goOn;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: pass.workers }, work));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return goOn;
}

async function countBuffer(db: Db, source: number): Promise<number> {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from sync_buffer where source_site_id = ${source}`,
  );
  return row?.n ?? 0;
}
