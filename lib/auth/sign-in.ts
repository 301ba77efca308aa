import 'server-only';
import { cookies, headers } from 'next/headers';
import { maskEmail } from '../audit/details';
import { systemClock } from '../clock';
import { db } from '../db/client';
import { auditedSignIn } from './audit-sign-in';
import { readDevice, rememberDevice } from './device';
import { cookieOptions, SESSION_MAX_AGE_S, sessionCookieName } from './session-cookie';
import { markSignedIn, unmarkSignedIn } from './signed-in-mark';
import { encodeSession } from './token';
import { clientAddress, type VerifiedUser, verifyCredentials } from './verify-credentials';

/** Checks the credentials and sets the session's cookie. Throws as verifyCredentials does. */
export async function signIn(input: { email: string; password: unknown }): Promise<VerifiedUser> {
  const address = await requestAddress();
  const device = await readDevice(input.email);
  const about = { email: maskEmail(input.email), address };
  const user = await auditedSignIn(db(), 'account.sign-in', about, () =>
    verifyCredentials(db(), input, address, device),
  );
  await openSession(user);
  await rememberDevice(input.email);
  return user;
}

/** Signs in whoever has just proved to be this user. */
export async function openSession(user: VerifiedUser): Promise<void> {
  const signedInAt = Math.floor(systemClock().getTime() / 1000);
  const token = await encodeSession({ sub: user.id, epoch: user.sessionEpoch, signedInAt });
  (await cookies()).set(sessionCookieName(), token, { ...cookieOptions(), maxAge: SESSION_MAX_AGE_S });
  await markSignedIn();
}

export async function signOut(): Promise<void> {
  (await cookies()).set(sessionCookieName(), '', { ...cookieOptions(), maxAge: 0 });
  await unmarkSignedIn();
}

export const requestAddress = async (): Promise<string> => clientAddress((await headers()).get('x-forwarded-for'));
