'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { cancelRun } from '@/lib/runs/cancel';
import { startSync } from '@/lib/runs/start';
import { readConnection } from '@/lib/sync/settings';
import { operatorAction } from '@/lib/web/action';

/** Leads to the one run under way, whoever started it; says so when it was another than this press. */
export const startSyncAction = operatorAction('sync.start', z.object({}), async (_input, { db, user }) => {
  if (!(await readConnection(db))) throw new AppError('not-connected');
  const { started } = await startSync(db, { trigger: 'user', userId: user.id });
  redirect(started ? '/sync' : '/sync?notice=already-running');
});

export const cancelSyncAction = operatorAction(
  'run.cancel',
  z.object({ runId: z.uuid() }),
  async ({ runId }, { db }) => {
    await cancelRun(db, runId);
    redirect('/sync');
  },
);
