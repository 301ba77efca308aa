import 'server-only';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import { AppError, NotFoundError } from '../errors';
import { hashPassword, MIN_PASSWORD_LENGTH } from './password';

/** A new password also ends every session of the user. Throws `password-too-short` and `not-found`. */
export async function resetPassword(db: Db, email: string, password: string): Promise<void> {
  if (password.length < MIN_PASSWORD_LENGTH) throw new AppError('password-too-short');
  const changed = await db
    .update(users)
    .set({ passwordHash: await hashPassword(password), sessionEpoch: sql`${users.sessionEpoch} + 1` })
    .where(eq(users.email, email.trim().toLowerCase()))
    .returning({ id: users.id });
  if (changed.length === 0) throw new NotFoundError('user', email);
}
