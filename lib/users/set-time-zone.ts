import 'server-only';
import { eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';

/** null: as the installation. */
export async function setTimeZone(db: Db, userId: string, timeZone: string | null): Promise<void> {
  await db.update(users).set({ timeZone }).where(eq(users.id, userId));
}
