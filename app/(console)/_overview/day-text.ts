import type { Format } from '@/lib/i18n/format';
import { dateFormat } from '@/lib/i18n/formats';

/** A day of the calendar, whatever the zone: "22 Nov", or with its year. */
export function dayText(format: Format, day: string, full = false): string {
  return dateFormat(format.locale === 'en' ? 'en-GB' : format.locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(full && { year: 'numeric' }),
  }).format(new Date(`${day}T12:00:00Z`));
}
