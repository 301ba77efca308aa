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

/** The same, or the times: "at 0 7,13 * * 1-5". */
export function scheduleText(
  t: Translate,
  { intervalMinutes, times }: { intervalMinutes: number | null; times: string | null },
): string {
  return times === null ? intervalText(t, intervalMinutes) : t('atTimes', { times: times.split('\n').join('; ') });
}

/** "OpenImmo · directory demo"; never a secret. */
export function sourceText(t: Translate, source: InterfaceSource): string {
  switch (source.kind) {
    case 'directory':
      return t('sources.directory', { path: source.path || '/' });
    case 'sftp':
    case 'ftp': {
      const place = { user: source.user, host: source.host, path: source.path };
      return t(`sources.${source.kind}`, place).trim();
    }
    case 'https':
      return t('sources.https', { address: addressText(source.url) });
    case 'upload':
      return t('sources.upload');
  }
}

/** Without what stands behind the `?`: it is often a key. */
function addressText(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

export function providersText(t: Translate, names: readonly string[]): string {
  return t('providers', { count: names.length, name: names[0] ?? '' });
}
