import 'server-only';
import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { getSessionUser } from '../auth/session';
import { isLocale, LOCALE_COOKIE, type Locale, matchAcceptLanguage } from './locale';
import { MESSAGES } from './messages';
import { siteTimeZone } from './time-zone';

export default getRequestConfig(async ({ locale: asked }) => {
  const locale = isLocale(asked) ? asked : await requestLocale();
  return { locale, messages: MESSAGES[locale], timeZone: await siteTimeZone() };
});

/** The user's setting, else the cookie, else what the browser accepts. */
async function requestLocale(): Promise<Locale> {
  // A database that is away must not keep the page from saying so.
  const user = await getSessionUser().catch(() => null);
  if (isLocale(user?.language)) return user.language;
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  return isLocale(chosen) ? chosen : matchAcceptLanguage((await headers()).get('accept-language'));
}
