import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

/**
 * (central server) Makes `day` (`YYYY-MM-DD`) the day by which listings with days of their own are shown, and logs those
 * that this shows or hides, with contacts and attachments: their readers ask anew. Answers how many listings; the same day
 * again changes nothing, whoever calls.
 */
export async function passDay(db: Db, day: string): Promise<number> {
  const [row] = await db.execute<{ listings: number }>(sql`select pass_listing_day(${day}::date)::int as listings`);
  return row?.listings ?? 0;
}
