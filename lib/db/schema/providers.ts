import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { momentNow } from './columns';

/** Central data: owned by the central server (origin 0 there), read-only on a connected site. */
export const providers = pgTable(
  'providers',
  {
    id: uuid().primaryKey(),
    originSiteId: integer('origin_site_id').notNull().default(0),
    number: text(),
    openimmoAnid: text('openimmo_anid'),
    name: text().notNull(),
    email: text(),
    phone: text(),
    updatedAt: momentNow('updated_at'),
  },
  (table) => [
    uniqueIndex('providers_anid').on(table.openimmoAnid),
    uniqueIndex('providers_number').on(table.number),
    index('providers_name').on(table.name, table.id),
  ],
);
