import 'server-only';
import { createHash } from 'node:crypto';
import { env } from '../env';

/** 12 hours from the sign-in, whatever happens in between. */
export const SESSION_MAX_AGE_S = 12 * 60 * 60;

/** Cookies ignore ports: the installation's own prefix keeps two servers on one host signed in side by side. */
export function cookiePrefix(): string {
  return `estate-sync.${createHash('sha256').update(env().nextauthSecret).digest('hex').slice(0, 8)}`;
}

export const sessionCookieName = (): string => `${cookiePrefix()}.session`;

export function cookieOptions() {
  return {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: env().nextauthUrl.startsWith('https://'),
  } as const;
}
