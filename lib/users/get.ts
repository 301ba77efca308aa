import 'server-only';
import { and, eq, isNull } from 'drizzle-orm';
import type { SessionUser } from '../auth/session';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import { isLocale } from '../i18n/locale';

/** The user of a session, unless disabled or signed out everywhere since. */
export async function findSessionUser(db: Db, id: string, epoch: number): Promise<SessionUser | null> {
  const [row] = await db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: users.role,
      language: users.language,
      timeZone: users.timeZone,
    })
    .from(users)
    .where(and(eq(users.id, id), eq(users.sessionEpoch, epoch), isNull(users.disabledAt)));
  return row ? { ...row, language: isLocale(row.language) ? row.language : null } : null;
}
