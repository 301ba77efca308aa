import 'server-only';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/client';
import { plans } from '../db/schema/imports';
import type { RunCounts } from '../db/schema/runs';
import { lockProvider, readFingerprint } from '../properties/stock';
import type { StepProgress } from '../runs/run';
import type { ImportJob, PlannedPart, PreparedAttachments } from './import-types';
import { transferTimeOf } from './plan-part';
import { closePlans } from './plans/close';
import { supersedeHeld } from './supersede';
import { PartWriter } from './write-part';

export type AppliedPart = { state: 'applied'; counts: RunCounts } | { state: 'stock-changed' };

/**
 * Applies a provider's plan: one transaction, under the provider's lock. When the stock is no longer the one that was
 * planned against, nothing is done, and the caller plans again.
 */
export function applyPart(
  job: ImportJob,
  part: PlannedPart,
  prepared: PreparedAttachments,
  progress: StepProgress,
): Promise<AppliedPart> {
  return job.context.transaction(async (tx) => {
    await lockProvider(tx, part.provider.id);
    const fingerprint = await readFingerprint(tx, part.provider.id);
    if (fingerprint !== part.stock.fingerprint) return { state: 'stock-changed' };
    const counts = await new PartWriter(tx, job, part, prepared, progress).write();
    await tx.insert(plans).values({
      id: uuidv7(),
      importId: job.importId,
      interfaceId: job.iface.id,
      providerId: part.provider.id,
      hash: part.hash,
      summary: counts,
      state: 'applied',
      transferAt: transferTimeOf(part),
    });
    await closeConfirmed(tx, job, part.provider.id);
    if (part.full) await supersedeHeld(tx, job, part.provider.id);
    return { state: 'applied', counts };
  });
}

/** The plan that a person confirmed is what was applied. */
async function closeConfirmed(tx: Tx, { confirmation, context }: ImportJob, providerId: string): Promise<void> {
  const shown = confirmation?.shown.get(providerId);
  if (shown) await closePlans(tx, 'applied', { where: sql`p.id = ${shown.planId}`, userId: context.run.userId });
}
