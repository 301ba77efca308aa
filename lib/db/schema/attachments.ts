import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { momentNow } from './columns';
import { properties } from './properties';
import { storedFiles } from './stored-files';

/** An image, plan or document of a property; its bytes are a stored file, or lie at `url`. */
export const attachments = pgTable(
  'attachments',
  {
    id: uuid().primaryKey(),
    originSiteId: integer('origin_site_id').notNull().default(0),
    propertyId: uuid('property_id')
      .notNull()
      .references(() => properties.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    group: text(),
    title: text(),
    /** The name under which it was delivered. */
    name: text(),
    fileSha256: text('file_sha256').references(() => storedFiles.sha256),
    url: text(),
    updatedAt: momentNow('updated_at'),
  },
  (table) => [
    index('attachments_property').on(table.propertyId, table.position, table.id),
    index('attachments_file').on(table.fileSha256, table.originSiteId),
    /** A site's attachments on the central server; a site's own ones are nearly all there are. */
    index('attachments_origin').on(table.originSiteId, table.id).where(sql`origin_site_id > 0`),
  ],
);
