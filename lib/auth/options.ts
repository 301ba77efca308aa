import 'server-only';
import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { maskEmail } from '../audit/details';
import { db } from '../db/client';
import { env, type OidcEnvironment } from '../env';
import { AppError, describeCause } from '../errors';
import { log } from '../log';
import { findSessionUser } from '../users/get';
import { auditedSignIn } from './audit-sign-in';
import { OIDC_PROVIDER_ID, OidcClaims, oidcProvider } from './oidc';
import { cookieOptions, cookiePrefix, SESSION_MAX_AGE_S, sessionCookieName } from './session-cookie';
import { decodeSession, encodeSession, SessionToken } from './token';
import { verifyCredentials } from './verify-credentials';
import { verifyOidc } from './verify-oidc';

/** next-auth with our token, our cookies and our check of who it is, for a request from `address`. */
export function authOptions(address: string): NextAuthOptions {
  const cookie = (name: string) => ({ name: `${cookiePrefix()}.${name}`, options: cookieOptions() });
  const { oidc } = env();
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
    providers: [passwordProvider(address), ...(oidc ? [oidcProvider(oidc)] : [])],
    jwt: {
      encode: ({ token }) => encodeSession(SessionToken.parse(token)),
      decode: ({ token }) => decodeSession(token),
    },
    logger: {
      error: (code, metadata) => log().warn({ code, cause: describeCause(causeOf(metadata)) }, 'a sign-in failed'),
      warn: (code) => log().warn({ code }, 'next-auth warns'),
      debug: () => undefined,
    },
    callbacks: {
      /** Of an account of the sign-in service becomes the user that it stands for, or nobody. */
      async signIn({ user, account, profile }) {
        if (account?.provider !== OIDC_PROVIDER_ID || !oidc) return true;
        try {
          Object.assign(user, await signInWithOidc(profile, oidc, address));
          return true;
        } catch (error) {
          if (error instanceof AppError) return `/sign-in?error=${error.code}`;
          throw error;
        }
      },
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

const passwordProvider = (address: string) =>
  CredentialsProvider({
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(credentials) {
      const about = { email: maskEmail(credentials?.email ?? ''), address };
      const user = await auditedSignIn(db(), 'account.sign-in', about, () =>
        verifyCredentials(db(), credentials, address),
      ).catch(rethrowCode);
      return { id: user.id, sessionEpoch: user.sessionEpoch };
    },
  });

async function signInWithOidc(profile: unknown, { issuer, name }: OidcEnvironment, address: string) {
  const claimed = OidcClaims.safeParse(profile);
  const email = maskEmail(claimed.success ? (claimed.data.email ?? '') : '');
  const about = { email, service: name, address };
  return auditedSignIn(db(), 'account.sign-in', about, () => verifyOidc(db(), profile, issuer));
}

/** next-auth puts an error's message into the address of the sign-in page: there it is the code. */
function rethrowCode(error: unknown): never {
  throw error instanceof AppError ? new Error(error.code, { cause: error }) : error;
}

const causeOf = (metadata: unknown): unknown =>
  typeof metadata === 'object' && metadata !== null && 'error' in metadata ? metadata.error : metadata;
