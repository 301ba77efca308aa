import 'server-only';
import { sql } from 'drizzle-orm';
import type { Tx } from '../db/client';
import type { RunCounts } from '../db/schema/runs';
import type { ErrorDetails } from '../errors';
import { lockFence } from '../runs/lease';
import type { OutcomeInput, RunContext } from '../runs/run';
import type { BegunImport } from './begin-import';
import type { ImportCode } from './codes';
import type { ImportState } from './history';
import type { DeliveryState } from './list-deliveries';
import { closePlans } from './plans/close';

export type EndState = Exclude<ImportState, 'running'>;

export interface ImportEnd {
  state: EndState;
  /** What the delivery's row says from now on; null: what it said before. */
  deliveryState: DeliveryState | null;
  message: { code: ImportCode; params: ErrorDetails } | null;
  counts: RunCounts;
  /** About the file and its providers. */
  outcomes: OutcomeInput[];
}

/** Closes an import and its delivery: one transaction. An import that is closed stays as it is. */
export function finishImport(
  context: RunContext,
  begun: BegunImport & { deliveryId: string },
  end: ImportEnd,
): Promise<void> {
  return context.transaction((tx) => close(tx, context, begun, end));
}

/** The same for an import that was stopped: works although the run's signal is aborted. */
export function abandonImport(
  context: RunContext,
  begun: BegunImport & { deliveryId: string },
  end: ImportEnd,
): Promise<void> {
  return context.db.transaction(async (tx) => {
    await close(tx, context, begun, end);
    await lockFence(tx, context.run);
  });
}

async function close(
  tx: Tx,
  context: RunContext,
  begun: BegunImport & { deliveryId: string },
  end: ImportEnd,
): Promise<void> {
  const { importId, deliveryId } = begun;
  const params = end.message && JSON.stringify(end.message.params);
  const [closed] = await tx.execute(sql`
    update imports set state = ${end.state}, counts = ${JSON.stringify(end.counts)}::text::jsonb,
      message_code = ${end.message?.code ?? null}, message_params = ${params}::text::jsonb, finished_at = now()
    where id = ${importId} and state = 'running' returning id`);
  if (!closed) return;
  await closeOutdatedPlans(tx, begun, end);
  await tx.execute(sql`delete from staged_records where import_id = ${importId}`);
  await context.addOutcomes(
    tx,
    end.outcomes.map((outcome) => ({ ...outcome, importId })),
  );
  // A look leaves the delivery alone, whatever came of it.
  if (end.deliveryState === null || context.run.params.preview) return;
  const synchronised = end.state !== 'cancelled';
  await tx.execute(sql`
    update deliveries set state = ${end.deliveryState}, message_code = ${end.message?.code ?? null},
      message_params = ${params}::text::jsonb,
      last_import_id = case when ${synchronised} then ${importId}::uuid else last_import_id end,
      last_synchronised_at = case when ${synchronised} then now() else last_synchronised_at end
    where id = ${deliveryId}`);
}

/**
 * What this delivery's earlier imports left for a person to decide is outdated by one that came to an end; one that did not
 * leaves nothing to decide itself.
 */
async function closeOutdatedPlans(
  tx: Tx,
  { importId, deliveryId }: BegunImport & { deliveryId: string },
  { state }: ImportEnd,
): Promise<void> {
  if (state === 'cancelled' || state === 'error') {
    await closePlans(tx, 'discarded', { where: sql`i.id = ${importId}` });
    return;
  }
  const outdated = state === 'previewed' ? sql`p.state = 'planned'` : sql`true`;
  await closePlans(tx, 'discarded', {
    where: sql`i.delivery_id = ${deliveryId} and i.id <> ${importId} and ${outdated}`,
  });
}
