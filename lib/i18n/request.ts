import 'server-only';
import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { getSessionUser } from '../auth/session';
import type { SessionUser } from '../users/user';
import { chooseLocale, isLocale, LOCALE_COOKIE, type Locale } from './locale';
import { MESSAGES } from './messages';
import { DEFAULT_TIME_ZONE, isTimeZone, siteTimeZone } from './time-zone';

export default getRequestConfig(async ({ locale: asked }) => {
  // A database that is away must not keep the page from saying so.
  const user = await getSessionUser().catch(() => null);
  const locale = isLocale(asked) ? asked : await requestLocale(user);
  return { locale, messages: MESSAGES[locale], timeZone: await requestTimeZone(user) };
});

async function requestLocale(user: SessionUser | null): Promise<Locale> {
  return chooseLocale({
    setting: user?.language,
    cookie: (await cookies()).get(LOCALE_COOKIE)?.value,
    acceptLanguage: (await headers()).get('accept-language'),
  });
}

/** The user's setting, else the installation's. */
async function requestTimeZone(user: SessionUser | null): Promise<string> {
  if (!user) return siteTimeZone();
  const shown = user.shownTimeZone ?? DEFAULT_TIME_ZONE;
  return isTimeZone(shown) ? shown : siteTimeZone();
}
