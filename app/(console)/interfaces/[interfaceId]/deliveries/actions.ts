'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { NotFoundError } from '@/lib/errors';
import { startImport } from '@/lib/interfaces/start-import';
import { cancelRun } from '@/lib/runs/cancel';
import { getRun } from '@/lib/runs/get';
import { operatorAction } from '@/lib/web/action';

const Synchronise = z.object({ interfaceId: z.uuid(), deliveryId: z.uuid().optional() });
const Cancel = z.object({ interfaceId: z.uuid(), runId: z.uuid() });

/** One delivery, or without one all that are new; a run under way is answered instead. */
export const synchroniseAction = operatorAction('delivery.synchronise', Synchronise, async (input, { db, user }) => {
  const { interfaceId, deliveryId } = input;
  const { started } = await startImport(db, {
    interfaceId,
    deliveryIds: deliveryId ? [deliveryId] : undefined,
    userId: user.id,
  });
  redirect(`/interfaces/${interfaceId}/deliveries?notice=${started ? 'started' : 'already-running'}`);
});

export const cancelImportAction = operatorAction('run.cancel', Cancel, async ({ interfaceId, runId }, { db }) => {
  const run = await getRun(db, runId);
  if (run?.target !== interfaceId) throw new NotFoundError('run', runId);
  const cancelled = await cancelRun(db, runId);
  redirect(`/interfaces/${interfaceId}/deliveries${cancelled ? '?notice=cancelling' : ''}`);
});
