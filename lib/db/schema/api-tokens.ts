import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { moment, momentNow } from './columns';
import { interfaces } from './interfaces';
import { users } from './users';

/** A secret with which a program may do one thing; only its hash is kept. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    scope: text({ enum: ['deliver'] }).notNull(),
    interfaceId: uuid('interface_id').references(() => interfaces.id, { onDelete: 'cascade' }),
    /** SHA-256 of the token, which is random and long. */
    tokenHash: text('token_hash').notNull().unique(),
    /** Its first characters, to tell tokens apart. */
    beginning: text().notNull(),
    createdAt: momentNow('created_at'),
    createdBy: uuid('created_by').references(() => users.id),
    expiresAt: moment('expires_at'),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    index('api_tokens_interface').on(table.interfaceId, table.createdAt, table.id),
    index('api_tokens_order').on(table.createdAt, table.id),
  ],
);
