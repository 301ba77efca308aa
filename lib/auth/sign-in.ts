import 'server-only';
import { cookies, headers } from 'next/headers';
import { systemClock } from '../clock';
import { db } from '../db/client';
import { cookieOptions, SESSION_MAX_AGE_S, sessionCookieName } from './session-cookie';
import { encodeSession } from './token';
import { clientAddress, verifyCredentials } from './verify-credentials';

/** Checks the credentials and sets the session's cookie. Throws as verifyCredentials does. */
export async function signIn(input: { email: unknown; password: unknown }): Promise<void> {
  const address = clientAddress((await headers()).get('x-forwarded-for'));
  const user = await verifyCredentials(db(), input, address);
  const token = await encodeSession({
    sub: user.id,
    epoch: user.sessionEpoch,
    signedInAt: Math.floor(systemClock().getTime() / 1000),
  });
  (await cookies()).set(sessionCookieName(), token, { ...cookieOptions(), maxAge: SESSION_MAX_AGE_S });
}

export async function signOut(): Promise<void> {
  (await cookies()).set(sessionCookieName(), '', { ...cookieOptions(), maxAge: 0 });
}
