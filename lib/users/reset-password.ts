import 'server-only';
import type { Db } from '../db/client';
import { NotFoundError } from '../errors';
import { hashPassword, requireLongEnough } from './password';
import { setPassword } from './set-password';

/** A new password also ends every session of the user. Throws `password-too-short` and `not-found`. */
export async function resetPassword(db: Db, email: string, password: string): Promise<void> {
  requireLongEnough(password);
  const passwordHash = await hashPassword(password);
  const known = { email: email.trim().toLowerCase() };
  const user = await db.transaction((tx) => setPassword(tx, known, passwordHash));
  if (!user) throw new NotFoundError('user', email);
}
