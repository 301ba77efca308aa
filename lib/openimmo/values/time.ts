const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](.*))?$/i;
const GERMAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T ,]+(.*))?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const ZONE = /\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/i;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?Uhr)?$/i;
const MAX_LENGTH = 60;

interface Day {
  year: number;
  month: number;
  day: number;
  /** what follows the day */
  rest: string;
}

/** A day stays the day that is written, whatever time and zone follow it. null: nothing there. */
export function readDay(text: string): string | 'invalid' | null {
  if (text.trim() === '') return null;
  const day = splitDay(text);
  if (!day || (day.rest !== '' && readTime(day.rest) === null)) return 'invalid';
  return formatDay(day);
}

/** A moment in UTC; without a zone it is meant in Berlin, a day alone begins there at midnight. null: nothing there. */
export function readMoment(text: string): string | 'invalid' | null {
  if (text.trim() === '') return null;
  const day = splitDay(text);
  const time = day && (day.rest === '' ? { ms: 0, offset: null } : readTime(day.rest));
  if (!day || !time) return 'invalid';
  const local = Date.UTC(day.year, day.month - 1, day.day) + time.ms;
  return new Date(time.offset === null ? fromBerlin(local) : local - time.offset).toISOString();
}

function splitDay(text: string): Day | null {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return null;
  // xs:date may carry a zone: 2024-05-01+02:00
  const dated = /^\d{4}-\d{2}-\d{2}(Z|[+-]\d{2}:?\d{2})$/i.test(trimmed) ? trimmed.slice(0, 10) : trimmed;
  const iso = ISO.exec(dated) ?? COMPACT.exec(dated);
  const german = iso ? null : GERMAN.exec(dated);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : german ? [german[3], german[2], german[1]] : [];
  const result = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    rest: (iso ?? german)?.[4]?.trim() ?? '',
  };
  return isDay(result) ? result : null;
}

function isDay({ year, month, day }: Day): boolean {
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1)) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function readTime(text: string): { ms: number; offset: number | null } | null {
  const zone = ZONE.exec(text);
  const match = TIME.exec(zone ? text.slice(0, zone.index) : text);
  if (!match) return null;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 24 || minutes > 59 || seconds > 60 || (hours === 24 && minutes + seconds > 0)) return null;
  const fraction = Number(`0.${match[4] ?? 0}`);
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + Math.floor(fraction * 1000);
  return { ms, offset: zone ? zoneOffset(zone[1] ?? '') : null };
}

function zoneOffset(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function formatDay({ year, month, day }: Day): string {
  return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

const berlin = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The offset is looked up twice, because the first guess may lie on the other side of a clock change. */
function fromBerlin(local: number): number {
  const guess = local - berlinOffset(local);
  return local - berlinOffset(guess);
}

function berlinOffset(utc: number): number {
  const parts = Object.fromEntries(berlin.formatToParts(utc).map((part) => [part.type, Number(part.value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utc / 1000) * 1000;
}
