'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { startSync } from '@/lib/runs/start';
import { readConnection } from '@/lib/sync/settings';
import { operatorAction } from '@/lib/web/action';

/** A synchronisation that compares at its end, and with `repair` makes both sides the same. */
export const verifyAction = operatorAction(
  'sync.verify',
  z.object({ repair: z.stringbool().default(false) }),
  async ({ repair }, { db, user }) => {
    if (!(await readConnection(db))) throw new AppError('not-connected');
    const { started } = await startSync(db, {
      trigger: 'user',
      userId: user.id,
      params: { verify: true, ...(repair && { repair }) },
    });
    redirect(started ? '/sync/verification' : '/sync/verification?notice=already-running');
  },
);
