import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { TIME_ZONE_SETTING } from '../db/schema/settings';
import { users } from '../db/schema/users';
import { userColumns } from './columns';
import type { UserRow } from './search';
import type { SessionUser } from './user';

/** The user of a session, unless disabled or signed out everywhere since. */
export async function findSessionUser(db: Db, id: string, epoch: number): Promise<SessionUser | null> {
  const [row] = await db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: users.role,
      language: users.language,
      timeZone: users.timeZone,
      shownTimeZone: sql<string | null>`coalesce(${users.timeZone}, (
        select value #>> '{}' from settings where key = ${TIME_ZONE_SETTING}))`,
    })
    .from(users)
    .where(and(eq(users.id, id), eq(users.sessionEpoch, epoch), isNull(users.disabledAt)));
  return row ?? null;
}

/** What signing in compares; `email` in lower case. */
export async function findCredentials(db: Db, email: string) {
  const [row] = await db
    .select({
      id: users.id,
      passwordHash: users.passwordHash,
      sessionEpoch: users.sessionEpoch,
      disabledAt: users.disabledAt,
      oidcSubject: users.oidcSubject,
    })
    .from(users)
    .where(eq(users.email, email));
  return row ?? null;
}

export interface UserDetail extends UserRow {
  language: string | null;
  hasPassword: boolean;
  /** Bound to an account of the sign-in service. */
  hasOidc: boolean;
  /** The link that can be used now. */
  openLink: { kind: 'invite' | 'reset'; expiresAt: Date } | null;
  /** Tokens for uploads that this user made and that still work. */
  tokens: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** null: there is none of that id. */
export async function getUser(db: Db, id: string): Promise<UserDetail | null> {
  if (!UUID.test(id)) return null;
  const [row] = await db
    .select({
      ...userColumns,
      language: users.language,
      hasPassword: sql<boolean>`"users"."password_hash" is not null`,
      hasOidc: sql<boolean>`"users"."oidc_subject" is not null`,
      link: sql<{ kind: 'invite' | 'reset'; expiresAt: string } | null>`(
        select json_build_object('kind', l.kind, 'expiresAt', l.expires_at) from user_links l
        where l.user_id = "users"."id" and l.used_at is null and l.withdrawn_at is null and l.expires_at > now()
        order by l.created_at desc, l.id desc limit 1)`,
      tokens: sql<number>`(
        select count(*)::int from api_tokens t
        where t.created_by = "users"."id" and t.revoked_at is null and (t.expires_at is null or t.expires_at > now()))`,
    })
    .from(users)
    .where(eq(users.id, id));
  if (!row) return null;
  const { link, ...user } = row;
  return { ...user, openLink: link && { kind: link.kind, expiresAt: new Date(link.expiresAt) } };
}
