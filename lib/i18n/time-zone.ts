import 'server-only';
import { eq } from 'drizzle-orm';
import { cache } from 'react';
import { type Db, db } from '../db/client';
import { settings, TIME_ZONE_SETTING } from '../db/schema/settings';
import { dateFormat } from './formats';

export const DEFAULT_TIME_ZONE = 'Europe/Berlin';

/** The one time zone in which this installation shows moments. */
export const siteTimeZone = cache(
  (): Promise<string> =>
    // Pages that say that the database is away are rendered without it.
    readTimeZone(db()).catch(() => DEFAULT_TIME_ZONE),
);

/** The same, for what runs outside of a request. */
export async function readTimeZone(db: Db): Promise<string> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, TIME_ZONE_SETTING));
  return typeof row?.value === 'string' && isTimeZone(row.value) ? row.value : DEFAULT_TIME_ZONE;
}

export function isTimeZone(name: string): boolean {
  try {
    dateFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What may be chosen, by name; also the one that is chosen now, if it goes by another name. */
export function listTimeZones(current: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', current])].toSorted();
}

export async function saveTimeZone(db: Db, timeZone: string, userId: string): Promise<void> {
  const row = { value: timeZone, updatedAt: new Date(), updatedBy: userId };
  await db
    .insert(settings)
    .values({ key: TIME_ZONE_SETTING, ...row })
    .onConflictDoUpdate({ target: settings.key, set: row });
}
