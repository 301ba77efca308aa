import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment, momentNow } from './columns';
import { interfaces } from './interfaces';

/** Bytes by content; the key in storage is ab/cd/<sha256>, so that no delivered name ever reaches a path. */
export const storedFiles = pgTable(
  'stored_files',
  {
    sha256: text().primaryKey(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    mediaType: text('media_type').notNull(),
    /** null: the bytes are not here yet. */
    storedAt: moment('stored_at'),
    trashedAt: moment('trashed_at'),
    trashedBy: uuid('trashed_by'),
  },
  (table) => [
    check('stored_files_sha256', sql`${table.sha256} ~ '^[0-9a-f]{64}$'`),
    index('stored_files_trashed').on(table.trashedAt, table.sha256).where(sql`trashed_at is not null`),
    index('stored_files_missing').on(table.sha256).where(sql`stored_at is null`),
  ],
);

/** Which interface stored a file, for which property, under which name: what the cleanup shows. */
export const fileOrigins = pgTable(
  'file_origins',
  {
    sha256: text()
      .notNull()
      .references(() => storedFiles.sha256, { onDelete: 'cascade' }),
    interfaceId: uuid('interface_id')
      .notNull()
      .references(() => interfaces.id, { onDelete: 'cascade' }),
    propertyId: uuid('property_id').notNull(),
    name: text().notNull(),
    importId: uuid('import_id').notNull(),
    storedAt: momentNow('stored_at'),
  },
  (table) => [primaryKey({ columns: [table.interfaceId, table.sha256, table.propertyId, table.name] })],
);
