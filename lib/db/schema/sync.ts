import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { json, moment, momentNow } from './columns';

export interface BufferProblem {
  code: string;
  field: string | null;
  value: string | null;
  cause: string;
}

/** Records received and not yet integrated. On a site the source is 0, the central server. */
export const syncBuffer = pgTable(
  'sync_buffer',
  {
    sourceSiteId: integer('source_site_id').notNull(),
    table: text('table_name').notNull(),
    recordId: uuid('record_id').notNull(),
    originSiteId: integer('origin_site_id').notNull(),
    action: text({ enum: ['upsert', 'delete'] }).notNull(),
    data: json<Record<string, unknown>>('data'),
    receivedAt: momentNow('received_at'),
    attempts: integer().notNull().default(0),
    /** Why it could not be integrated; tried again by later runs. */
    problem: json<BufferProblem>('problem'),
  },
  (table) => [
    primaryKey({ columns: [table.sourceSiteId, table.table, table.recordId] }),
    index('sync_buffer_order').on(table.sourceSiteId, table.table, table.action),
  ],
);

/** Cursors and positions, one row each. */
export const syncState = pgTable('sync_state', {
  key: text().primaryKey(),
  value: json<unknown>('value').notNull(),
  updatedAt: momentNow('updated_at'),
});

/** (central server) A batch sent twice gets the first answer. */
export const receivedBatches = pgTable(
  'received_batches',
  {
    siteId: integer('site_id').notNull(),
    batchId: uuid('batch_id').notNull(),
    result: json<Record<string, unknown>>('result').notNull(),
    receivedAt: momentNow('received_at'),
  },
  (table) => [
    primaryKey({ columns: [table.siteId, table.batchId] }),
    index('received_batches_at').on(table.receivedAt),
  ],
);

/** (central server) The installations that may push and pull. */
export const sites = pgTable('sites', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull().unique(),
  /** SHA-256 of the token, which is shown once. */
  tokenHash: text('token_hash').notNull().unique(),
  installationId: uuid('installation_id'),
  softwareVersion: text('software_version'),
  lastContactAt: moment('last_contact_at'),
  lastSuccessAt: moment('last_success_at'),
  disabledAt: moment('disabled_at'),
  createdAt: momentNow('created_at'),
});
