'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { changeOwnPassword } from '@/lib/auth/change-password';
import { endSessions } from '@/lib/auth/end-sessions';
import { LoginThrottledError } from '@/lib/auth/login-limit';
import { signOut } from '@/lib/auth/sign-in';
import { AppError } from '@/lib/errors';
import { getFormat } from '@/lib/i18n/get-format';
import { LOCALE_COOKIE, LOCALES } from '@/lib/i18n/locale';
import { isTimeZone } from '@/lib/i18n/time-zone';
import { UserName } from '@/lib/users/input';
import { MIN_PASSWORD_LENGTH } from '@/lib/users/password';
import { setLanguage } from '@/lib/users/set-language';
import { setName } from '@/lib/users/set-name';
import { setTimeZone } from '@/lib/users/set-time-zone';
import { viewerAction } from '@/lib/web/action';
import { THEME_COOKIE, THEMES } from '@/lib/web/theme';

const YEAR = { path: '/', sameSite: 'lax', maxAge: 365 * 24 * 60 * 60 } as const;

const Name = z.object({ name: UserName });
export const setNameAction = viewerAction('account.set-name', Name, async ({ name }, { db, user }) => {
  await setName(db, user.id, name);
  redirect('/account?notice=saved');
});

/** Empty: as the installation. */
const Zone = z.object({ timeZone: z.string().refine((name) => name === '' || isTimeZone(name), 'not-a-choice') });
export const setTimeZoneAction = viewerAction('account.set-time-zone', Zone, async ({ timeZone }, { db, user }) => {
  await setTimeZone(db, user.id, timeZone === '' ? null : timeZone);
  redirect('/account?notice=saved');
});

const NewPassword = z.object({
  currentPassword: z.string().min(1).max(1000),
  newPassword: z.string().min(MIN_PASSWORD_LENGTH).max(1000),
});
export const changePasswordAction = viewerAction('account.set-password', NewPassword, async (input, { user }) => {
  await changeOwnPassword(user.email, input.currentPassword, input.newPassword).catch(sayWhen);
  redirect('/account?notice=saved');
});

/** A throttle's end on the reader's clock. */
async function sayWhen(error: unknown): Promise<never> {
  if (!(error instanceof LoginThrottledError)) throw error;
  throw new AppError(error.code, { time: (await getFormat()).clock(error.retryAt) }, { cause: error });
}

const Language = z.object({ language: z.enum([...LOCALES, 'browser']) });
export const setLanguageAction = viewerAction('account.set-language', Language, async ({ language }, { db, user }) => {
  await setLanguage(db, user.id, language === 'browser' ? null : language);
  // The cookie is for the sign-in page; setting it also makes the frame around the page speak the new language at once.
  const store = await cookies();
  if (language === 'browser') store.delete(LOCALE_COOKIE);
  else store.set(LOCALE_COOKIE, language, YEAR);
  redirect('/account?notice=saved');
});

const Appearance = z.object({ theme: z.enum(THEMES) });
export const setThemeAction = viewerAction('account.set-theme', Appearance, async ({ theme }) => {
  (await cookies()).set(THEME_COOKIE, theme, YEAR);
  redirect('/account?notice=saved');
});

export const signOutAction = viewerAction('account.sign-out', z.object({}), async () => {
  await signOut();
  redirect('/sign-in?notice=signed-out');
});

export const signOutEverywhereAction = viewerAction(
  'account.sign-out-everywhere',
  z.object({}),
  async (_input, { db, user }) => {
    await endSessions(db, user.id);
    await signOut();
    redirect('/sign-in?notice=signed-out');
  },
);
