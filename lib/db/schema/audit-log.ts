import { sql } from 'drizzle-orm';
import { bigint, boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { json, momentNow } from './columns';

/** Append-only: a trigger refuses update, delete and truncate. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: momentNow('at'),
    /** `token`: a program with one; `nobody`: somebody who is not signed in. */
    actorKind: text('actor_kind', { enum: ['user', 'token', 'site', 'system', 'nobody'] })
      .notNull()
      .default('system'),
    /** No reference: what a user did stays when the user is gone. */
    actorId: uuid('actor_id'),
    action: text().notNull(),
    subject: text(),
    details: json<Record<string, unknown>>('details'),
    allowed: boolean().notNull(),
  },
  (table) => [
    index('audit_log_at').on(table.at, table.id),
    index('audit_log_actor').on(table.actorId, table.at, table.id),
    index('audit_log_kind').on(table.actorKind, table.at, table.id),
    index('audit_log_action').on(table.action, table.at, table.id),
    index('audit_log_refused').on(table.at, table.id).where(sql`not allowed`),
    index('audit_log_subject').on(table.subject, table.at, table.id),
    // Where the server has pg_trgm, drizzle/0012_console.sql adds an index for searching in `subject` and `details`.
  ],
);
