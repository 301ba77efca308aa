import { dateFormat } from './formats';

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/;

/**
 * The moment that a clock in `timeZone` shows as `text` ("2026-11-21T14:30", as a date-time field posts it); null for
 * anything else. A time that the change to summer time leaves out becomes the one an hour beside it.
 */
export function momentOfLocal(text: string, timeZone: string): Date | null {
  const parts = LOCAL.exec(text)?.slice(1).map(Number);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  // What a calendar or a clock does not have would spill over: 30 February, 24:10.
  if (new Date(asUtc).toISOString().slice(0, 16) !== text.slice(0, 16)) return null;
  const guess = asUtc - offsetMs(asUtc, timeZone);
  return new Date(asUtc - offsetMs(guess, timeZone));
}

/** What a date-time field shows for a moment: "2026-11-21T14:30" on a clock in `timeZone`. */
export function localOfMoment(moment: Date, timeZone: string): string {
  return new Date(moment.getTime() + offsetMs(moment.getTime(), timeZone)).toISOString().slice(0, 16);
}

function offsetMs(moment: number, timeZone: string): number {
  const local = dateFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(moment);
  return Date.parse(`${local.replace(' ', 'T')}Z`) - Math.floor(moment / 1000) * 1000;
}
