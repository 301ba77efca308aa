'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { endSessions } from '@/lib/auth/end-sessions';
import { signOut } from '@/lib/auth/sign-in';
import { LOCALE_COOKIE, LOCALES } from '@/lib/i18n/locale';
import { setLanguage } from '@/lib/users/set-language';
import { viewerAction } from '@/lib/web/action';
import { THEME_COOKIE, THEMES } from '@/lib/web/theme';

const YEAR = { path: '/', sameSite: 'lax', maxAge: 365 * 24 * 60 * 60 } as const;

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
