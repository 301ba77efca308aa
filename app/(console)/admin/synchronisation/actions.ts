'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { getFormat } from '@/lib/i18n/get-format';
import { momentOfLocal } from '@/lib/i18n/local-moment';
import { isTimeZone } from '@/lib/i18n/time-zone';
import { type ConnectResult, connectSite } from '@/lib/sync/connect';
import { disconnectSite } from '@/lib/sync/disconnect';
import { readConnection, type ScheduleInput, saveSchedule } from '@/lib/sync/settings';
import type { ActionContext } from '@/lib/web/action';
import { adminAction } from '@/lib/web/action';
import { onlyAt } from '@/lib/web/only-at';

const PAGE = '/admin/synchronisation';
const emptyIsNull = (value: unknown) => (value === '' || value === undefined ? null : value);

const Connection = z.object({
  url: z.string().trim().min(1).max(500),
  siteName: z.string().trim().min(1).max(100),
  token: z.preprocess(emptyIsNull, z.string().trim().max(200).nullable()),
  confirmed: z.literal('on').optional(),
});
export const connectAction = adminAction('synchronisation.connect', Connection, async (input, { db, user }) => {
  onlyAt('site');
  const result = await connectSite(db, { ...input, confirmed: input.confirmed === 'on', userId: user.id });
  if (!result.leaving) revalidatePath('/', 'layout');
  const { url, siteName } = input;
  return { ask: result.leaving !== null, typed: { url, siteName }, ...(await describeResult(result)) };
});

async function describeResult({ found, leaving }: ConnectResult): Promise<{ title: string; text: string }> {
  const [t, format] = await Promise.all([getTranslations('admin.synchronisation'), getFormat()]);
  if (!leaving) {
    const { host, software, siteName, records } = found;
    const text = t('foundText', { software, siteName, count: records, n: format.number(records) });
    return { title: t('found', { host }), text: `${text} ${t('foundSync')}` };
  }
  const { ownProperties: own, removedRecords: removed } = leaving;
  const numbers = { n: format.number(own), removedN: format.number(removed) };
  return { title: t('another', { host: found.host }), text: t('anotherText', { own, removed, ...numbers }) };
}

const Interval = z.object({
  interval: z.preprocess(emptyIsNull, z.coerce.number().int().min(1).max(10_080).nullable()),
});
export const setIntervalAction = adminAction(
  'synchronisation.set-interval',
  Interval,
  async ({ interval }, context) => {
    onlyAt('site');
    await changeSchedule(context, { intervalMinutes: interval });
    redirect(`${PAGE}?notice=saved`);
  },
);

const Pause = z
  .object({ until: z.string(), timeZone: z.string().refine(isTimeZone), reason: z.string().trim().max(200) })
  .transform(({ until, timeZone, reason }) => ({ until: momentOfLocal(until, timeZone), reason: reason || null }))
  .refine(({ until }) => until !== null && until.getTime() > Date.now(), { message: 'invalid', path: ['until'] });
export const pauseAction = adminAction('synchronisation.pause', Pause, async ({ until, reason }, context) => {
  onlyAt('site');
  await changeSchedule(context, { pausedUntil: until, pauseReason: reason });
  redirect(`${PAGE}?notice=saved`);
});

export const resumeAction = adminAction('synchronisation.resume', z.object({}), async (_input, context) => {
  onlyAt('site');
  await changeSchedule(context, { pausedUntil: null, pauseReason: null });
  redirect(`${PAGE}?notice=saved`);
});

export const disconnectAction = adminAction('synchronisation.disconnect', z.object({}), async (_input, { db }) => {
  onlyAt('site');
  await disconnectSite(db);
  revalidatePath('/', 'layout');
  redirect('/sync');
});

async function changeSchedule({ db, user }: ActionContext, change: Partial<ScheduleInput>): Promise<void> {
  const connection = await readConnection(db);
  if (!connection) throw new AppError('not-connected');
  const { intervalMinutes, pausedUntil, pauseReason } = connection;
  await saveSchedule(db, { intervalMinutes, pausedUntil, pauseReason, ...change }, user.id);
}
