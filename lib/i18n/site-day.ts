import 'server-only';
import { type Clock, systemClock } from '../clock';
import { dateFormat } from './formats';
import { siteTimeZone } from './time-zone';

/** Today at this installation, `YYYY-MM-DD`. */
export async function siteDay(clock: Clock = systemClock): Promise<string> {
  return dayIn(await siteTimeZone(), clock());
}

/** The day that a moment belongs to, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, at: Date): string {
  return dateFormat('sv-SE', { timeZone }).format(at);
}
