'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { NotFoundError } from '@/lib/errors';
import { startImport } from '@/lib/interfaces/start-import';
import { cancelRun } from '@/lib/runs/cancel';
import { getRun } from '@/lib/runs/get';
import { operatorAction } from '@/lib/web/action';
import { onlyAt } from '@/lib/web/only-at';

/** The list as it was filtered. */
const returnTo = z.string().max(2_000).optional();
const MOST_CHOSEN = 500;

const Synchronise = z.object({
  interfaceId: z.uuid(),
  deliveryId: z.uuid().optional(),
  /** Import again even when the same bytes were applied last. */
  force: z.literal('on').optional(),
  returnTo,
});
const Chosen = z.object({
  interfaceId: z.uuid(),
  deliveryIds: z.union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(MOST_CHOSEN)]).optional(),
  force: z.literal('on').optional(),
  returnTo,
});
const Preview = z.object({ interfaceId: z.uuid(), deliveryId: z.uuid(), returnTo });
const Cancel = z.object({ interfaceId: z.uuid(), runId: z.uuid() });

/** One delivery, or without one all that are new; a run under way is answered instead. */
export const synchroniseAction = operatorAction('delivery.synchronise', Synchronise, async (input, { db, user }) => {
  onlyAt('site');
  const { interfaceId, deliveryId, force, returnTo } = input;
  const { started } = await startImport(db, {
    interfaceId,
    deliveryIds: deliveryId ? [deliveryId] : undefined,
    userId: user.id,
    force: force === 'on',
  });
  redirect(listAddress(interfaceId, returnTo, started ? null : 'already-running'));
});

/** Those that are ticked; with none nothing is started. */
export const synchroniseChosenAction = operatorAction('delivery.synchronise', Chosen, async (input, { db, user }) => {
  onlyAt('site');
  const { interfaceId, deliveryIds, force, returnTo } = input;
  if (!deliveryIds) redirect(listAddress(interfaceId, returnTo, 'nothing-chosen'));
  const { started } = await startImport(db, { interfaceId, deliveryIds, userId: user.id, force: force === 'on' });
  redirect(listAddress(interfaceId, returnTo, started ? null : 'already-running'));
});

/** Plans what a delivery would do and changes nothing; the list leads to the plan. */
export const previewAction = operatorAction('delivery.preview', Preview, async (input, { db, user }) => {
  onlyAt('site');
  const { interfaceId, deliveryId, returnTo } = input;
  const { started } = await startImport(db, {
    interfaceId,
    deliveryIds: [deliveryId],
    userId: user.id,
    preview: true,
  });
  redirect(listAddress(interfaceId, returnTo, started ? null : 'already-running'));
});

export const cancelImportAction = operatorAction('run.cancel', Cancel, async ({ interfaceId, runId }, { db }) => {
  onlyAt('site');
  const run = await getRun(db, runId);
  if (run?.target !== interfaceId) throw new NotFoundError('run', runId);
  const cancelled = await cancelRun(db, runId);
  redirect(`/interfaces/${interfaceId}/deliveries${cancelled ? '?notice=cancelling' : ''}`);
});

/** This interface's list, filtered as before, with what is to be said there. */
function listAddress(interfaceId: string, returnTo: string | undefined, notice: string | null): string {
  const path = `/interfaces/${interfaceId}/deliveries`;
  const asked = new URL(returnTo ?? path, 'http://same.invalid');
  const query = asked.pathname === path ? asked.searchParams : new URLSearchParams();
  query.delete('error');
  if (notice) query.set('notice', notice);
  else query.delete('notice');
  return query.size > 0 ? `${path}?${query}` : path;
}
