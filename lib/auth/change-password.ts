import 'server-only';
import { type Db, db } from '../db/client';
import { AppError, NotFoundError } from '../errors';
import { hashPassword, requireLongEnough } from '../users/password';
import { setPassword } from '../users/set-password';
import { readDevice } from './device';
import { openSession, requestAddress } from './sign-in';
import { type VerifiedUser, verifyCredentials } from './verify-credentials';

interface PasswordChange {
  email: string;
  current: string;
  next: string;
  address: string;
  device: string | null;
}

/**
 * A user's own new password: every session ends, so the caller opens another one. The current password counts as a try to
 * sign in. Throws `password-wrong`, `password-too-short` and LoginThrottledError.
 */
export async function changePassword(db: Db, change: PasswordChange): Promise<VerifiedUser> {
  requireLongEnough(change.next);
  const credentials = { email: change.email, password: change.current };
  const { id } = await verifyCredentials(db, credentials, change.address, change.device).catch(nameWrongPassword);
  const passwordHash = await hashPassword(change.next);
  const user = await db.transaction((tx) => setPassword(tx, { id }, passwordHash));
  if (!user) throw new NotFoundError('user', id);
  return user;
}

function nameWrongPassword(error: unknown): never {
  throw error instanceof AppError && error.code === 'login-failed' ? new AppError('password-wrong') : error;
}

/** The same for whoever is signed in: this browser stays so. */
export async function changeOwnPassword(email: string, current: string, next: string): Promise<void> {
  const [address, device] = await Promise.all([requestAddress(), readDevice(email)]);
  await openSession(await changePassword(db(), { email, current, next, address, device }));
}
