export const LOCALES = ['en', 'es', 'de'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'en';
export const LOCALE_COOKIE = 'language';
/** Each language's own name, the same in every language. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', es: 'Español', de: 'Deutsch' };

export const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value);

/** Who says in which language a request is answered; what is none of ours counts as not said. */
interface LocaleHints {
  /** The signed-in user's. */
  setting: string | null | undefined;
  cookie: string | null | undefined;
  acceptLanguage: string | null | undefined;
}

/** The user's setting, else the cookie, else what the browser accepts. */
export function chooseLocale({ setting, cookie, acceptLanguage }: LocaleHints): Locale {
  if (isLocale(setting)) return setting;
  return isLocale(cookie) ? cookie : matchAcceptLanguage(acceptLanguage);
}

/** The best of our languages for an Accept-Language header: highest quality first, regions ignored. */
export function matchAcceptLanguage(header: string | null | undefined): Locale {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find((text) => text !== undefined);
      return { language: tag.toLowerCase().split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((entry) => entry.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted.map((entry) => entry.language).find(isLocale) ?? DEFAULT_LOCALE;
}
