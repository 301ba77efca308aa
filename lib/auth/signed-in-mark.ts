import 'server-only';
import { cookies } from 'next/headers';
import { cookieOptions, cookiePrefix } from './session-cookie';

const MARK_MAX_AGE_S = 30 * 24 * 60 * 60;

const name = (): string => `${cookiePrefix()}.signed-in`;

/** Outlives the session, and goes when somebody signs out: by it the sign-in page knows that a session has ended by itself. */
export async function markSignedIn(): Promise<void> {
  (await cookies()).set(name(), '1', { ...cookieOptions(), maxAge: MARK_MAX_AGE_S });
}

export async function unmarkSignedIn(): Promise<void> {
  (await cookies()).set(name(), '', { ...cookieOptions(), maxAge: 0 });
}

/** For somebody who has no session. */
export const hasSessionEnded = async (): Promise<boolean> => (await cookies()).has(name());
