import 'server-only';
import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { db } from '../db/client';
import { env } from '../env';
import { AppError } from '../errors';
import { findSessionUser } from '../users/get';
import { cookieOptions, cookiePrefix, SESSION_MAX_AGE_S, sessionCookieName } from './session-cookie';
import { decodeSession, encodeSession, SessionToken } from './token';
import { clientAddress, verifyCredentials } from './verify-credentials';

/** next-auth with our token, our cookies and our check of the credentials. Read at request time. */
export function authOptions(): NextAuthOptions {
  const cookie = (name: string) => ({ name: `${cookiePrefix()}.${name}`, options: cookieOptions() });
  return {
    secret: env().nextauthSecret,
    session: { strategy: 'jwt', maxAge: SESSION_MAX_AGE_S },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookieOptions() },
      csrfToken: cookie('csrf'),
      callbackUrl: cookie('callback'),
      state: cookie('state'),
      nonce: cookie('nonce'),
      pkceCodeVerifier: cookie('pkce'),
    },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(credentials, request) {
          const address = clientAddress(String(request.headers?.['x-forwarded-for'] ?? ''));
          const user = await verifyCredentials(db(), credentials, address).catch(rethrowCode);
          return { id: user.id, sessionEpoch: user.sessionEpoch };
        },
      }),
    ],
    jwt: {
      encode: ({ token }) => encodeSession(SessionToken.parse(token)),
      decode: ({ token }) => decodeSession(token),
    },
    callbacks: {
      jwt: ({ token, user }) =>
        user
          ? {
              sub: user.id,
              epoch: 'sessionEpoch' in user ? Number(user.sessionEpoch) : Number.NaN,
              signedInAt: Math.floor(Date.now() / 1000),
            }
          : token,
      async session({ session, token }) {
        const user = await findSessionUser(db(), String(token.sub), Number(token.epoch));
        return user ? { ...session, user: { name: user.name, email: user.email } } : { expires: session.expires };
      },
    },
  };
}

/** next-auth puts an error's message into the address of the sign-in page: there it is the code. */
function rethrowCode(error: unknown): never {
  throw error instanceof AppError ? new Error(error.code, { cause: error }) : error;
}
