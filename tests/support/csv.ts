import { createTranslator } from 'next-intl';
import { csvTextsOf } from '@/app/(console)/_list/csv-texts';
import type { Locale } from '@/lib/i18n/locale';
import { MESSAGES } from '@/lib/i18n/messages';

/** What a list's CSV is written with, as its route has it of a request in that language. */
export function csvWords(locale: Locale) {
  const of = { locale, messages: MESSAGES[locale] };
  return {
    sites: createTranslator({ ...of, namespace: 'admin.sites' }),
    providers: createTranslator({ ...of, namespace: 'admin.providers' }),
    tokens: createTranslator({ ...of, namespace: 'tokens' }),
    deliveries: createTranslator({ ...of, namespace: 'deliveries' }),
    history: createTranslator({ ...of, namespace: 'history' }),
    common: createTranslator({ ...of, namespace: 'common' }),
    texts: csvTextsOf({ locale, timeZone: 'Europe/Berlin' }),
  };
}

/** The heading and the lines below it, without the mark at the beginning of the file. */
export async function linesOf(response: Response): Promise<string[]> {
  const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
  return text.slice(1).trimEnd().split('\r\n');
}
