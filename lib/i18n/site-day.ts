import 'server-only';
import { type Clock, systemClock } from '../clock';
import { siteTimeZone } from './time-zone';

/** Today at this installation, `YYYY-MM-DD`. */
export async function siteDay(clock: Clock = systemClock): Promise<string> {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: await siteTimeZone() }).format(clock());
}
