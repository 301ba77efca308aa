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
    passwordHash: text('password_hash').notNull(),
    role: userRole().notNull(),
    /** null: as the browser asks. */
    language: text(),
    timeZone: text('time_zone'),
    disabledAt: moment('disabled_at'),
    /** Raised to end every session of this user. */
    sessionEpoch: integer('session_epoch').notNull().default(0),
    createdAt: momentNow('created_at'),
  },
  (table) => [check('users_email_lower', sql`${table.email} = lower(${table.email})`)],
);
