'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { endSessions } from '@/lib/auth/end-sessions';
import { env } from '@/lib/env';
import { NotFoundError } from '@/lib/errors';
import { LOCALES } from '@/lib/i18n/locale';
import { changeUser } from '@/lib/users/change';
import { disableUser, enableUser } from '@/lib/users/disable';
import { getUser } from '@/lib/users/get';
import { NewUserInput, UserName } from '@/lib/users/input';
import { inviteUser } from '@/lib/users/invite';
import { createLink } from '@/lib/users/links/create';
import { releaseOidc } from '@/lib/users/release-oidc';
import { ROLES } from '@/lib/users/role';
import { adminAction } from '@/lib/web/action';

const UserId = z.object({ userId: z.uuid() });

const Language = z.object({ language: z.enum([...LOCALES, 'browser']).default('browser') });
const Invitation = NewUserInput.and(Language);

/** The link goes into the answer and nowhere else: not into an address, a log or the database. */
export const inviteUserAction = adminAction('user.invite', Invitation, async ({ language, ...input }, { db, user }) => {
  const asked = language === 'browser' ? null : language;
  const { id, link } = await inviteUser(db, { ...input, language: asked, createdBy: user.id });
  return { userId: id, name: input.name, address: addressOf(link.token) };
});

export const createLinkAction = adminAction('user.create-link', UserId, async ({ userId }, { db, user }) => {
  const { token } = await createLink(db, { userId, createdBy: user.id });
  return { address: addressOf(token) };
});

const Changed = UserId.extend({ name: UserName, role: z.enum(ROLES) });
export const changeUserAction = adminAction('user.change', Changed, async ({ userId, ...input }, { db, user }) => {
  await changeUser(db, userId, input);
  const isOwnWayOut = userId === user.id && input.role !== 'admin';
  redirect(isOwnWayOut ? '/account?notice=saved' : `/admin/users/${userId}?notice=saved`);
});

export const disableUserAction = adminAction('user.disable', UserId, async ({ userId }, { db }) => {
  await disableUser(db, userId);
  redirect(`/admin/users/${userId}?notice=saved`);
});

export const enableUserAction = adminAction('user.enable', UserId, async ({ userId }, { db }) => {
  await enableUser(db, userId);
  redirect(`/admin/users/${userId}?notice=saved`);
});

export const signOutUserAction = adminAction('user.sign-out', UserId, async ({ userId }, { db }) => {
  if (!(await getUser(db, userId))) throw new NotFoundError('user', userId);
  await endSessions(db, userId);
  redirect(`/admin/users/${userId}?notice=saved`);
});

export const releaseOidcAction = adminAction('user.release-oidc', UserId, async ({ userId }, { db }) => {
  await releaseOidc(db, userId);
  redirect(`/admin/users/${userId}?notice=saved`);
});

const addressOf = (token: string): string => `${env().nextauthUrl.replace(/\/+$/, '')}/invitation/${token}`;
