import 'server-only';
import { sql } from 'drizzle-orm';
import { users } from '../db/schema/users';
import type { UserState } from './user-state';

/** Whether somebody can come in with this row at all. */
export const canSignIn = sql`${users.disabledAt} is null
  and (${users.passwordHash} is not null or ${users.oidcSubject} is not null)`;

export const userState = sql<UserState>`case
  when "users"."disabled_at" is not null then 'disabled'
  when "users"."password_hash" is not null or "users"."oidc_subject" is not null then 'active'
  when exists (
    select 1 from user_links l
    where l.user_id = "users"."id" and l.used_at is null and l.withdrawn_at is null and l.expires_at > now()
  ) then 'invited'
  else 'lapsed' end`;

/** What lists and pages of users show; no secret among it. */
export const userColumns = {
  id: users.id,
  email: users.email,
  name: users.name,
  role: users.role,
  state: userState.as('state'),
  createdAt: users.createdAt,
  lastSignInAt: users.lastSignInAt,
  disabledAt: users.disabledAt,
};
