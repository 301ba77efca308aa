import { bigint, boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import { momentNow } from './columns';

export const loginAttempts = pgTable(
  'login_attempts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: momentNow('at'),
    email: text().notNull(),
    address: text().notNull(),
    succeeded: boolean().notNull(),
  },
  (table) => [
    index('login_attempts_email').on(table.email, table.at),
    index('login_attempts_address').on(table.address, table.at),
  ],
);
