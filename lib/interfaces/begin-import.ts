import 'server-only';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/client';
import type { RunContext } from '../runs/run';
import type { DeliveryState } from './list-deliveries';
import { closePlans } from './plans/close';

/** A delivery that a run is going to import. */
export interface PickedDelivery {
  id: string;
  interfaceId: string;
  path: string;
  state: DeliveryState;
}

export interface BegunImport {
  importId: string;
  /** Its state before, to go back to when the import is cancelled. */
  previous: DeliveryState;
}

/**
 * Opens the import of a delivery by this run. When the run was interrupted, the import that it had begun goes on: what
 * was staged is dropped, providers that were applied stay applied. Unless the file is another one by now.
 */
export function beginImport(
  context: RunContext,
  delivery: PickedDelivery,
  file: { sizeBytes: number; modifiedAt: Date },
): Promise<BegunImport> {
  const { run } = context;
  return context.transaction(async (tx) => {
    const importId = (await reopen(tx, run.id, delivery, file)) ?? uuidv7();
    // A look leaves the delivery's row alone.
    const previous = run.params.preview ? delivery.state : await markRunning(tx, context, delivery, file);
    await tx.execute(sql`
      insert into imports (id, run_id, interface_id, delivery_id, path, size_bytes, modified_at, state, counts)
      values (${importId}, ${run.id}, ${delivery.interfaceId}, ${delivery.id}, ${delivery.path}, ${file.sizeBytes},
        ${file.modifiedAt.toISOString()}, 'running', '{}')
      on conflict (id) do nothing`);
    return { importId, previous };
  });
}

async function reopen(
  tx: Tx,
  runId: string,
  delivery: PickedDelivery,
  file: { sizeBytes: number; modifiedAt: Date },
): Promise<string | undefined> {
  const begun = await tx.execute<{ id: string; same: boolean }>(sql`
    select id, size_bytes = ${file.sizeBytes} and modified_at = ${file.modifiedAt.toISOString()}::timestamptz as same
    from imports where run_id = ${runId} and delivery_id = ${delivery.id} and state = 'running' for update`);
  for (const { id, same } of begun) {
    await tx.execute(sql`delete from staged_records where import_id = ${id}`);
    if (same) return id;
    await closePlans(tx, 'discarded', { where: sql`i.id = ${id}` });
    await tx.execute(sql`
      update imports set state = 'cancelled', message_code = 'F-interrupted', finished_at = now() where id = ${id}`);
  }
  return undefined;
}

async function markRunning(
  tx: Tx,
  { run }: RunContext,
  delivery: PickedDelivery,
  file: { sizeBytes: number; modifiedAt: Date },
): Promise<DeliveryState> {
  const [before] = await tx.execute<{ state: DeliveryState; last_import_id: string | null }>(
    sql`select state, last_import_id from deliveries where id = ${delivery.id} for update`,
  );
  const sameFile = sql`size_bytes = ${file.sizeBytes} and modified_at = ${file.modifiedAt.toISOString()}::timestamptz`;
  await tx.execute(sql`
    update deliveries set state = 'running', message_code = null, message_params = null,
      transfer_at = case when ${sameFile} then transfer_at end, peeked_at = case when ${sameFile} then peeked_at end,
      size_bytes = ${file.sizeBytes}, modified_at = ${file.modifiedAt.toISOString()}, gone_at = null, last_trigger = ${run.trigger},
      last_user_id = ${run.userId}
    where id = ${delivery.id}`);
  if (before && before.state !== 'running') return before.state;
  return before?.last_import_id ? 'changed' : 'new';
}
