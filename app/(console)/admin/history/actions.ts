'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { HISTORY_DAYS, saveHistoryDays } from '@/lib/runs/history-days';
import { adminAction } from '@/lib/web/action';

const Keep = z.object({ days: z.coerce.number().pipe(z.literal(HISTORY_DAYS)) });

export const keepHistoryAction = adminAction('history.keep', Keep, async ({ days }, { db, user }) => {
  await saveHistoryDays(db, days, user.id);
  redirect('/admin/history?notice=saved');
});
