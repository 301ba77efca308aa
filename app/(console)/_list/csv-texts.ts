import type { Format } from '@/lib/i18n/format';
import { getFormat } from '@/lib/i18n/get-format';
import { localOfMoment } from '@/lib/i18n/local-moment';
import type { Query } from './query';

/** How a list is written into a file in the reader's language: the separator that its spreadsheets expect, local times. */
export async function csvTexts(): Promise<CsvTexts> {
  return csvTextsOf(await getFormat());
}

export type CsvTexts = ReturnType<typeof csvTextsOf>;

export function csvTextsOf({ locale, timeZone }: Pick<Format, 'locale' | 'timeZone'>) {
  return {
    separator: locale === 'en' ? (',' as const) : (';' as const),
    timeZone,
    /** "2026-11-22 06:24:17", on a clock in the site's zone. */
    time: (moment: Date | null): string | null =>
      moment &&
      `${localOfMoment(moment, timeZone).replace('T', ' ')}:${String(moment.getUTCSeconds()).padStart(2, '0')}`,
    seconds: (from: Date | null, to: Date | null): number | null =>
      from && to ? Math.round((to.getTime() - from.getTime()) / 1000) : null,
  };
}

/** The same filters as the page's, out of the file's address. */
export function queryOf(request: Request): Query {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name).at(0)]));
}
