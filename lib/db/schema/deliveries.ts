import { sql } from 'drizzle-orm';
import { bigint, index, pgEnum, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { ErrorDetails } from '../../errors';
import { json, moment, momentNow } from './columns';
import { interfaces } from './interfaces';
import { runTrigger } from './runs';
import { users } from './users';

export const deliveryState = pgEnum('delivery_state', [
  'new',
  'changed',
  'uploading',
  'running',
  'done',
  'warnings',
  'held',
  'error',
]);

/** One file (ZIP or XML) that lies in an interface's source. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid().primaryKey(),
    interfaceId: uuid('interface_id')
      .notNull()
      .references(() => interfaces.id, { onDelete: 'cascade' }),
    path: text().notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    modifiedAt: moment('modified_at').notNull(),
    state: deliveryState().notNull(),
    /** The sentence below the path. */
    messageCode: text('message_code'),
    messageParams: json<ErrorDetails>('message_params'),
    lastImportId: uuid('last_import_id'),
    lastSynchronisedAt: moment('last_synchronised_at'),
    lastTrigger: runTrigger('last_trigger'),
    lastUserId: uuid('last_user_id').references(() => users.id),
    firstSeenAt: momentNow('first_seen_at'),
    /** The file no longer lies in the source. */
    goneAt: moment('gone_at'),
    /** The source's own mark of this version of the file (an ETag). */
    version: text(),
    /** The transfer's own timestamp, once somebody looked (`peekedAt`); of another version of the file it is forgotten. */
    transferAt: moment('transfer_at'),
    peekedAt: moment('peeked_at'),
    /** Where this installation keeps its own copy of the bytes: uploaded, or fetched from elsewhere. */
    originalKey: text('original_key'),
    originalStoredAt: moment('original_stored_at'),
    originalSizeBytes: bigint('original_size_bytes', { mode: 'number' }),
  },
  (table) => [
    unique('deliveries_path').on(table.interfaceId, table.path),
    index('deliveries_newest').on(table.interfaceId, table.modifiedAt, table.id),
    index('deliveries_state').on(table.interfaceId, table.state, table.modifiedAt, table.id),
    index('deliveries_waiting')
      .on(table.interfaceId, table.modifiedAt, table.id)
      .where(sql`gone_at is null and state in ('new', 'changed', 'uploading')`),
    index('deliveries_problems')
      .on(table.interfaceId, table.modifiedAt, table.id)
      .where(sql`state in ('error', 'held', 'warnings')`),
    index('deliveries_originals').on(table.originalStoredAt, table.id).where(sql`original_key is not null`),
  ],
);
