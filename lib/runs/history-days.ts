import 'server-only';
import { eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { settings } from '../db/schema/settings';
import { RUN_DAYS } from './retention';

const KEY = 'historyDays';
/** What an admin may choose. */
export const HISTORY_DAYS = [30, 90, 180, 365, 1_095] as const;

/** How many days an ended run is kept, with what it said of records. */
export async function readHistoryDays(db: Db): Promise<number> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, KEY));
  return HISTORY_DAYS.find((days) => days === row?.value) ?? RUN_DAYS;
}

export async function saveHistoryDays(db: Db, days: (typeof HISTORY_DAYS)[number], userId: string): Promise<void> {
  const row = { value: days, updatedAt: new Date(), updatedBy: userId };
  await db
    .insert(settings)
    .values({ key: KEY, ...row })
    .onConflictDoUpdate({ target: settings.key, set: row });
}
