import type { Format } from '@/lib/i18n/format';
import { dateFormat } from '@/lib/i18n/formats';

/** "14:15" */
export function hourAndMinute(moment: string, { locale, timeZone }: Format): string {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return dateFormat(locale, options).format(new Date(moment));
}

/** "CET" */
export function zoneName(moment: string, { locale, timeZone }: Format): string {
  const tag = locale === 'en' ? 'en-GB' : locale;
  const parts = dateFormat(tag, { timeZone, timeZoneName: 'short' }).formatToParts(new Date(moment));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** Whether a clock in the site's zone shows the same day at both moments. */
export function isSameDay(a: string, b: string, { timeZone }: Format): boolean {
  const day = dateFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return day.format(new Date(a)) === day.format(new Date(b));
}
