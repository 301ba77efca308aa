import 'server-only';
import { z } from 'zod';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import { findCredentials } from '../users/get';
import { noteSignIn } from '../users/note-sign-in';
import { passwordMatches } from '../users/password';
import { bookLoginAttempt, settleLoginAttempt } from './login-limit';

export class LoginFailedError extends AppError {
  constructor() {
    super('login-failed');
  }
}

const Credentials = z.object({
  email: z.string().trim().toLowerCase().min(1).max(320),
  password: z.string().min(1).max(1000),
});

export interface VerifiedUser {
  id: string;
  sessionEpoch: number;
}

/**
 * The one way to become someone by password, for the sign-in page and next-auth's route alike. `address` is where the request
 * came from, `device` the browser's id if this account has signed in with it before: its failures are counted apart from
 * those of everybody else. Throws LoginFailedError (wrong, unknown, invited and disabled look alike) and LoginThrottledError.
 */
export async function verifyCredentials(
  db: Db,
  input: unknown,
  address: string,
  device: string | null = null,
): Promise<VerifiedUser> {
  const parsed = Credentials.safeParse(input);
  if (!parsed.success) throw new LoginFailedError();
  const { email, password } = parsed.data;
  const attemptId = await bookLoginAttempt(db, device === null ? email : `${email} ${device}`, address);
  const known = await findCredentials(db, email);
  const matches = await passwordMatches(known?.passwordHash ?? null, password);
  if (!known || !matches || known.disabledAt) throw new LoginFailedError();
  await settleLoginAttempt(db, attemptId);
  await noteSignIn(db, known.id);
  return { id: known.id, sessionEpoch: known.sessionEpoch };
}

/** The nearest hop's word for where the request came from: what lies before it in the header could be made up. */
export function clientAddress(forwardedFor: string | null | undefined): string {
  return forwardedFor?.split(',').at(-1)?.trim().slice(0, 64) || 'unknown';
}
