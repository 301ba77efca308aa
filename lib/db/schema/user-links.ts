import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { moment, momentNow } from './columns';
import { users } from './users';

/** A link with which a user sets a password: the first one (`invite`) or a new one (`reset`). Only its token's hash is kept. */
export const userLinks = pgTable(
  'user_links',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text({ enum: ['invite', 'reset'] }).notNull(),
    /** SHA-256 of the token, which is random and long. */
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: momentNow('created_at'),
    createdBy: uuid('created_by').references(() => users.id),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    /** A newer link was made, the user was disabled, or the password was set in another way. */
    withdrawnAt: moment('withdrawn_at'),
  },
  (table) => [index('user_links_user').on(table.userId, table.createdAt, table.id)],
);
