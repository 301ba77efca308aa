import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
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

const readSessionUser = cache(async (): Promise<SessionUser | null> => {
  const token = await decodeSession((await cookies()).get(sessionCookieName())?.value);
  return token && findSessionUser(db(), token.sub, token.epoch);
});

const authorised = new AsyncLocalStorage<SessionUser>();

/** Who asks, or null. Role, disabled and epoch come from the database, once per page and once per route's request. */
export async function getSessionUser(): Promise<SessionUser | null> {
  return authorised.getStore() ?? readSessionUser();
}

/**
 * The work of a route for the one whom it was authorised for: React's `cache` remembers nothing there, and language and
 * time zone ask again who it is.
 */
export function workFor<T>(user: SessionUser, work: () => T): T {
  return authorised.run(user, work);
}

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
