'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { cancelRun } from '@/lib/runs/cancel';
import { operatorAction } from '@/lib/web/action';

export const cancelRunAction = operatorAction(
  'run.cancel',
  z.object({ runId: z.uuid() }),
  async ({ runId }, { db }) => {
    const stops = await cancelRun(db, runId);
    redirect(stops ? `/history/${runId}?notice=cancelling` : `/history/${runId}`);
  },
);
