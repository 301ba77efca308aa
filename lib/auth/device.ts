import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { cookies } from 'next/headers';
import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import { env } from '../env';
import { cookieOptions, cookiePrefix } from './session-cookie';

const DEVICE_MAX_AGE_S = 90 * 24 * 60 * 60;
const SALT = 'device';

/** A browser in which an account's password was right once. It grants nothing but failures of its own. */
const Device = z.object({ account: z.string(), device: z.uuid() });

const cookieName = (): string => `${cookiePrefix()}.device`;
const accountOf = (email: string): string => createHash('sha256').update(email.trim().toLowerCase()).digest('hex');

/**
 * The browser's id if the account has signed in with it before, else null. Who tries passwords of an account from elsewhere,
 * again and again, locks the account there, but not for its owner's browser.
 */
export async function readDevice(email: string): Promise<string | null> {
  const cookie = (await cookies()).get(cookieName())?.value;
  if (!cookie) return null;
  const payload = await decode({ token: cookie, secret: env().nextauthSecret, salt: SALT }).catch(() => null);
  const parsed = Device.safeParse(payload);
  return parsed.success && parsed.data.account === accountOf(email) ? parsed.data.device : null;
}

export async function rememberDevice(email: string): Promise<void> {
  const device = (await readDevice(email)) ?? randomUUID();
  const token = { account: accountOf(email), device };
  const value = await encode({ token, secret: env().nextauthSecret, salt: SALT, maxAge: DEVICE_MAX_AGE_S });
  (await cookies()).set(cookieName(), value, { ...cookieOptions(), maxAge: DEVICE_MAX_AGE_S });
}
