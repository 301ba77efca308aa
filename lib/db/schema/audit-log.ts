import { bigint, boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { json, momentNow } from './columns';

/** Append-only: a trigger refuses update and delete. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: momentNow('at'),
    actorId: uuid('actor_id'),
    action: text().notNull(),
    subject: text(),
    details: json<Record<string, unknown>>('details'),
    allowed: boolean().notNull(),
  },
  (table) => [index('audit_log_at').on(table.at, table.id)],
);
