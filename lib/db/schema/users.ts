import { sql } from 'drizzle-orm';
import { check, integer, pgEnum, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { moment, momentNow } from './columns';

export const userRole = pgEnum('user_role', ['viewer', 'operator', 'admin']);

export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey(),
    email: text().notNull().unique(),
    name: text().notNull(),
    /** null: an invitation that is not accepted yet, or somebody who only comes through OpenID Connect. */
    passwordHash: text('password_hash'),
    role: userRole().notNull(),
    /** null: as the browser asks. */
    language: text(),
    timeZone: text('time_zone'),
    disabledAt: moment('disabled_at'),
    /** Raised to end every session of this user. */
    sessionEpoch: integer('session_epoch').notNull().default(0),
    createdAt: momentNow('created_at'),
    lastSignInAt: moment('last_sign_in_at'),
    /** Issuer and subject of the OpenID Connect account that signed in first with this user's address. */
    oidcSubject: text('oidc_subject').unique(),
  },
  (table) => [check('users_email_lower', sql`${table.email} = lower(${table.email})`)],
);
