import 'server-only';
import { cookies } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { cache } from 'react';
import { auditRefusal } from '../audit/refuse';
import { db } from '../db/client';
import { findSessionUser } from '../users/get';
import { hasRole, type Role } from '../users/role';
import type { SessionUser } from '../users/user';
import { sessionCookieName } from './session-cookie';
import { decodeSession } from './token';

export type { SessionUser };

/** Who asks, or null. Role, disabled and epoch come from the database, once per request. */
export const getSessionUser = cache(async (): Promise<SessionUser | null> => {
  const token = await decodeSession((await cookies()).get(sessionCookieName())?.value);
  return token && findSessionUser(db(), token.sub, token.epoch);
});

/**
 * The first line of every page below (console). `path` is the page's own address with its query: who is signed out comes
 * back to it after signing in. Who may not see the page gets the 403 page.
 */
export async function requireUser(minRole: Role, path: string): Promise<SessionUser> {
  const user = await getSessionUser();
  if (!user) redirect(`/sign-in?${new URLSearchParams({ callbackUrl: path })}`);
  if (!hasRole(user, minRole)) {
    const actor = { kind: 'user', id: user.id } as const;
    await auditRefusal(db(), { actor, action: 'page.open', details: { path: path.slice(0, 300) }, reason: 'role' });
    forbidden();
  }
  return user;
}
