import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../db/client';
import { loginAttempts } from '../db/schema/login-attempts';
import { users } from '../db/schema/users';
import { withdrawLinks } from './links/withdraw';

/**
 * The one place where a password changes: every session of the user ends, open links are withdrawn, and failed sign-ins with
 * the address are forgotten, so that a locked-out owner is let in at once. null: there is no such user.
 */
export async function setPassword(
  tx: Tx,
  who: { id: string } | { email: string },
  passwordHash: string,
): Promise<{ id: string; sessionEpoch: number } | null> {
  const [user] = await tx
    .update(users)
    .set({ passwordHash, sessionEpoch: sql`${users.sessionEpoch} + 1` })
    .where('id' in who ? eq(users.id, who.id) : eq(users.email, who.email))
    .returning({ id: users.id, email: users.email, sessionEpoch: users.sessionEpoch });
  if (!user) return null;
  await withdrawLinks(tx, user.id);
  await tx.delete(loginAttempts).where(and(eq(loginAttempts.email, user.email), eq(loginAttempts.succeeded, false)));
  return { id: user.id, sessionEpoch: user.sessionEpoch };
}
