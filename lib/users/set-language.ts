import 'server-only';
import { eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import type { Locale } from '../i18n/locale';

/** null: as the browser asks. */
export async function setLanguage(db: Db, userId: string, language: Locale | null): Promise<void> {
  await db.update(users).set({ language }).where(eq(users.id, userId));
}
