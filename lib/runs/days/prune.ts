import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { SHOWN_DAYS } from './read';

/** Days beyond those shown, for zones and for who looks back. */
const SPARE_DAYS = 10;

/** Forgets what was counted of runs before the days that are shown. */
export async function pruneDays(db: Db, now: Date): Promise<void> {
  await db.execute(sql`
    delete from run_quarters where quarter < ${now.toISOString()}::timestamptz - make_interval(days => ${SHOWN_DAYS + SPARE_DAYS})`);
}
