import 'server-only';
import { cookies } from 'next/headers';
import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import type { Db } from '../db/client';
import { env } from '../env';
import { AppError } from '../errors';
import { findLinkById, findLinkByToken } from '../users/links/find';
import type { UserLink } from '../users/links/link';
import { hashLinkToken, isLinkToken } from '../users/links/token';
import { bookLoginAttempt, settleLoginAttempt } from './login-limit';
import { cookieOptions, cookiePrefix } from './session-cookie';

const OPENED_MAX_AGE_S = 60 * 60;
const SALT = 'link';

const cookieName = (): string => `${cookiePrefix()}.link`;
const onItsPage = () => ({ ...cookieOptions(), path: '/invitation' });

/**
 * The link that a token is of, in whatever state. Unknown tokens are failures of the address they come from, as at the
 * sign-in. Throws `link-not-valid` (reason `unknown`) and LoginThrottledError.
 */
export async function verifyLinkToken(db: Db, token: string, address: string): Promise<UserLink> {
  const attemptId = await bookLoginAttempt(db, `link ${hashLinkToken(token)}`, address);
  const link = isLinkToken(token) ? await findLinkByToken(db, token) : null;
  if (!link) throw new AppError('link-not-valid', { reason: 'unknown' });
  await settleLoginAttempt(db, attemptId);
  return link;
}

/** Keeps which link was opened in a cookie, so that its token stands in no address any more. */
export async function keepOpenedLink(linkId: string): Promise<void> {
  const value = await encode({
    token: { link: linkId },
    secret: env().nextauthSecret,
    salt: SALT,
    maxAge: OPENED_MAX_AGE_S,
  });
  (await cookies()).set(cookieName(), value, { ...onItsPage(), maxAge: OPENED_MAX_AGE_S });
}

export async function forgetOpenedLink(): Promise<void> {
  (await cookies()).set(cookieName(), '', { ...onItsPage(), maxAge: 0 });
}

/** The link that this browser opened, in whatever state by now; null: none, or more than an hour ago. */
export async function readOpenedLink(db: Db): Promise<UserLink | null> {
  const cookie = (await cookies()).get(cookieName())?.value;
  if (!cookie) return null;
  const payload = await decode({ token: cookie, secret: env().nextauthSecret, salt: SALT }).catch(() => null);
  const parsed = z.object({ link: z.uuid() }).safeParse(payload);
  return parsed.success ? findLinkById(db, parsed.data.link) : null;
}
