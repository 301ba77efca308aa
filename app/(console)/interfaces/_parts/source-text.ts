import type { getTranslations } from 'next-intl/server';
import type { InterfaceSource } from '@/lib/db/schema/interfaces';

type Translate = Awaited<ReturnType<typeof getTranslations<'interfaces'>>>;

const HOUR = 60;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** "every 15 minutes"; by hand where there is no interval. */
export function intervalText(t: Translate, minutes: number | null): string {
  if (minutes === null) return t('byHand');
  if (minutes === WEEK) return t('every', { unit: 'weeks', count: 1 });
  if (minutes % DAY === 0) return t('every', { unit: 'days', count: minutes / DAY });
  if (minutes % HOUR === 0) return t('every', { unit: 'hours', count: minutes / HOUR });
  return t('every', { unit: 'minutes', count: minutes });
}

/** "OpenImmo · directory demo" */
export function sourceText(t: Translate, source: InterfaceSource): string {
  return t('source', { path: source.path || '/' });
}

export function providersText(t: Translate, names: readonly string[]): string {
  return t('providers', { count: names.length, name: names[0] ?? '' });
}
