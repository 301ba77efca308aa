import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import type { RunTrigger } from '../runs/run';
import { type StartedRun, startRun } from '../runs/start';
import { findInterface } from './get';
import { isReadyToImport } from './ready';

export interface StartImportInput {
  interfaceId: string;
  /** Must be deliveries of this interface; none given: all that are new or changed, oldest first. */
  deliveryIds?: readonly string[] | undefined;
  userId?: string | null;
  trigger?: RunTrigger;
  slot?: Date | null;
  /** Import again even when the same bytes were applied last. */
  force?: boolean;
  /** Only a look: what would be done is planned and kept as a plan, nothing is changed. */
  preview?: boolean;
  /** Plans of an import that a person confirmed; see plans/confirm.ts. */
  confirm?: { importId: string; hashes: string[] };
}

/**
 * Queues a run of an interface, or answers the one under way. Throws `interface-unknown`, `delivery-unknown`, and
 * `first-run-needed` on a connected site that was never synchronised.
 */
export async function startImport(db: Db, input: StartImportInput): Promise<StartedRun> {
  if (!(await findInterface(db, input.interfaceId))) throw new AppError('interface-unknown', { id: input.interfaceId });
  const deliveryIds = input.deliveryIds ? [...new Set(input.deliveryIds)] : undefined;
  if (deliveryIds) await refuseUnknown(db, input.interfaceId, deliveryIds);
  if (!(await isReadyToImport(db))) throw new AppError('first-run-needed');
  return startRun(db, {
    target: input.interfaceId,
    trigger: input.trigger ?? 'user',
    userId: input.userId ?? null,
    slot: input.slot ?? null,
    params: {
      ...(deliveryIds && { deliveryIds }),
      ...(input.force && { force: true }),
      ...(input.preview && { preview: true }),
      ...(input.confirm && { confirm: input.confirm }),
    },
  });
}

async function refuseUnknown(db: Db, interfaceId: string, deliveryIds: string[]): Promise<void> {
  const ids = JSON.stringify(deliveryIds);
  const unknown = await db.execute<{ id: string }>(sql`
    select w.id from jsonb_array_elements_text(${ids}::text::jsonb) as w(id)
    where not exists (select 1 from deliveries d where d.id::text = w.id and d.interface_id = ${interfaceId}) limit 1`);
  if (unknown[0] || deliveryIds.length === 0) throw new AppError('delivery-unknown', { id: unknown[0]?.id ?? '' });
}
