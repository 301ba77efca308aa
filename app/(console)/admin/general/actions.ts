'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { isTimeZone, saveTimeZone } from '@/lib/i18n/time-zone';
import { HISTORY_DAYS, saveHistoryDays } from '@/lib/runs/history-days';
import { adminAction } from '@/lib/web/action';

const PAGE = '/admin/general?notice=saved';

const Keep = z.object({ days: z.coerce.number().pipe(z.literal(HISTORY_DAYS)) });
export const keepHistoryAction = adminAction('history.keep', Keep, async ({ days }, { db, user }) => {
  await saveHistoryDays(db, days, user.id);
  redirect(PAGE);
});

const Zone = z.object({ timeZone: z.string().max(100).refine(isTimeZone, 'not-a-choice') });
export const setTimeZoneAction = adminAction('installation.set-time-zone', Zone, async ({ timeZone }, { db, user }) => {
  await saveTimeZone(db, timeZone, user.id);
  // Every page shows times.
  revalidatePath('/', 'layout');
  redirect(PAGE);
});
