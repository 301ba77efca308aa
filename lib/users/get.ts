import 'server-only';
import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import type { SessionUser } from './user';

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
  return row ?? null;
}

/** What signing in compares; `email` in lower case. */
export async function findCredentials(db: Db, email: string) {
  const [row] = await db
    .select({
      id: users.id,
      passwordHash: users.passwordHash,
      sessionEpoch: users.sessionEpoch,
      disabledAt: users.disabledAt,
    })
    .from(users)
    .where(eq(users.email, email));
  return row ?? null;
}
