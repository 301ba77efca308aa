import type { useTranslations } from 'next-intl';
import type { CappedCount } from '@/lib/central/capped-count';
import type { Format } from '@/lib/i18n/format';

/** "12" or, where counting ended, "1,000+". */
export function cappedText(
  t: ReturnType<typeof useTranslations<'admin.sites'>>,
  format: Format,
  { count, capped }: CappedCount,
): string {
  return capped ? t('more', { n: format.number(count) }) : format.number(count);
}
