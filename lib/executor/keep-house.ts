import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { purgeTrash } from '../interfaces/trash';
import { storage } from '../storage/storage';

/** Removes what its time is over for: trashed files, answered batches, old sign-in attempts. Never what is unsent. */
export async function keepHouse(db: Db, now: Date): Promise<void> {
  await purgeTrash(db, storage(), now);
  await db.execute(sql`delete from received_batches where received_at < now() - interval '7 days'`);
  await db.execute(sql`delete from login_attempts where at < now() - interval '1 day'`);
}
