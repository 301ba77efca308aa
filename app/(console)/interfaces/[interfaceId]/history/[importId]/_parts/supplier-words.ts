import { getTimeZone, getTranslations } from 'next-intl/server';
import { systemClock } from '@/lib/clock';
import { createFormat } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import type { SupplierWords } from '@/lib/interfaces/supplier-text';

/** The words of a letter to a delivery's sender, in the sender's language. `received` is when the delivery came. */
export async function supplierWords(locale: Locale, received: Date): Promise<SupplierWords> {
  const [t, timeZone] = await Promise.all([getTranslations({ locale, namespace: 'supplier' }), getTimeZone()]);
  const format = createFormat(locale, timeZone, systemClock());
  return {
    subject: (file) => t('letter.subject', { file }),
    greeting: t('letter.greeting'),
    opening: (file) => t('letter.opening', { file, time: `${format.day(received)} ${format.clock(received)}` }),
    request: (code) => {
      const key = `requests.${code}` as never;
      return t.has(key) ? (t(key) as string) : code;
    },
    times: (count) => t('letter.timesSaid', { count }),
    line: (line) => t('letter.line', { line: format.number(line) }),
    element: (element) => t('letter.element', { element }),
    received: (value) => t('letter.received', { received: value }),
    more: (count) => t('letter.more', { count }),
    again: t('letter.again'),
    closing: t('letter.closing'),
  };
}
