import { capitalised } from './capitalised';
import { dateFormat, numberFormat, relativeFormat } from './formats';
import type { Locale } from './locale';

/** A moment as the `Time` part takes it. */
export interface FormattedTime {
  iso: string;
  /** "Today 14:12:40", "20 Nov 18:30", "20 Nov 2025 18:30" */
  text: string;
  /** In full, with the zone: "Friday, 20 November 2026 at 18:30:44 CET" */
  title: string;
}

export interface Format {
  locale: Locale;
  timeZone: string;
  number(value: number): string;
  /** 0.58 -> "58 %" */
  percent(fraction: number): string;
  /** Decimal units as file managers show them: "96.2 MB" */
  bytes(sizeBytes: number): string;
  /** "8 s", "1 min 5 s", "2 h 10 min", "3 d 4 h" */
  duration(milliseconds: number): string;
  time(moment: Date | string, options?: { seconds?: boolean }): FormattedTime;
  /** "14:02:10" */
  clock(moment: Date | string): string;
  /** "20 Nov 2026" */
  day(moment: Date | string): string;
  list(items: string[]): string;
}

const TAGS: Record<Locale, string> = { en: 'en-GB', es: 'es-ES', de: 'de-DE' };
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Numbers, sizes and moments in one language and zone. Pure: works alike on the server and in the browser. */
export function createFormat(locale: Locale, timeZone: string, now: Date): Format {
  const tag = TAGS[locale];
  const number = (value: number, options: Intl.NumberFormatOptions = {}) =>
    // Without `useGrouping: always` Spanish writes 1284 and 12.840 below one another.
    numberFormat(tag, { useGrouping: 'always', ...options }).format(value);
  const date = (moment: Date, options: Intl.DateTimeFormatOptions) =>
    dateFormat(tag, { timeZone, ...options }).format(moment);
  const dayOf = (moment: Date) => dateFormat('sv-SE', { timeZone }).format(moment);
  const clock = (moment: Date, seconds: boolean) =>
    date(moment, { hour: '2-digit', minute: '2-digit', ...(seconds && { second: '2-digit' }) });

  function day(moment: Date): string {
    if (dayOf(moment) === dayOf(now)) {
      return capitalised(relativeFormat(tag).format(0, 'day'));
    }
    const sameYear = dayOf(moment).slice(0, 4) === dayOf(now).slice(0, 4);
    return date(moment, { day: 'numeric', month: 'short', ...(!sameYear && { year: 'numeric' }) });
  }

  return {
    locale,
    timeZone,
    number: (value) => number(value),
    // Down, so that 100 % is only said at the end; 0.58 * 100 is a little less than 58.
    percent: (fraction) => `${number(Math.floor(fraction * 100 + 1e-9))} %`,
    bytes: (sizeBytes) => bytes(sizeBytes, number),
    duration: (milliseconds) => duration(milliseconds, number),
    time: (value, { seconds = false } = {}) => {
      const moment = new Date(value);
      return {
        iso: moment.toISOString(),
        text: `${day(moment)} ${clock(moment, seconds)}`,
        title: date(moment, { dateStyle: 'full', timeStyle: 'long' }),
      };
    },
    clock: (value) => clock(new Date(value), true),
    day: (value) => date(new Date(value), { day: 'numeric', month: 'short', year: 'numeric' }),
    list: (items) => new Intl.ListFormat(tag, { type: 'conjunction' }).format(items),
  };
}

function bytes(sizeBytes: number, number: (value: number, options?: Intl.NumberFormatOptions) => string): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = sizeBytes;
  let unit = 0;
  // 999.95 kB would round to "1,000.0 kB".
  while (unit < units.length - 1 && value >= (unit === 0 ? 1000 : 999.95)) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 ? 0 : 1;
  return `${number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${units[unit]}`;
}

function duration(milliseconds: number, number: (value: number, options?: Intl.NumberFormatOptions) => string): string {
  const total = Math.max(0, milliseconds);
  if (total < SECOND && total > 0) {
    const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return total < SECOND / 20 ? `< ${number(0.1, tenths)} s` : `${number(total / SECOND, tenths)} s`;
  }
  const rounded = Math.round(total / SECOND) * SECOND;
  const pairs: [number, string, number, string][] = [
    [DAY, 'd', HOUR, 'h'],
    [HOUR, 'h', MINUTE, 'min'],
    [MINUTE, 'min', SECOND, 's'],
  ];
  for (const [big, bigUnit, small, smallUnit] of pairs) {
    if (rounded < big) continue;
    const rest = Math.floor((rounded % big) / small);
    return `${number(Math.floor(rounded / big))} ${bigUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ''}`;
  }
  return `${number(rounded / SECOND)} s`;
}
