import 'server-only';
import { decode, encode, type JWT } from 'next-auth/jwt';
import { z } from 'zod';
import { env } from '../env';
import { SESSION_MAX_AGE_S } from './session-cookie';

/** What the session's cookie says: who, in which epoch, since when. Everything else is read from the database. */
export const SessionToken = z.object({
  sub: z.uuid(),
  epoch: z.number().int(),
  /** Seconds since 1970; encoding a token again never moves it, so nothing prolongs a session. */
  signedInAt: z.number().int(),
});
export type SessionToken = z.infer<typeof SessionToken>;

export async function encodeSession(token: SessionToken, now = Date.now()): Promise<string> {
  const remainingS = token.signedInAt + SESSION_MAX_AGE_S - Math.floor(now / 1000);
  return encode({ token: { ...token } satisfies JWT, secret: env().nextauthSecret, maxAge: remainingS });
}

/** null for anything that is no unexpired token of this installation. */
export async function decodeSession(cookie: string | undefined, now = Date.now()): Promise<SessionToken | null> {
  if (!cookie) return null;
  const payload = await decode({ token: cookie, secret: env().nextauthSecret }).catch(() => null);
  const parsed = SessionToken.safeParse(payload);
  if (!parsed.success) return null;
  const ageS = now / 1000 - parsed.data.signedInAt;
  return ageS < SESSION_MAX_AGE_S ? parsed.data : null;
}
