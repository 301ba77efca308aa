import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { json, momentNow } from './columns';
import { providers } from './providers';

/** Contact person of properties; remote data, owned by the site `originSiteId` (0: this installation). */
export const contacts = pgTable(
  'contacts',
  {
    id: uuid().primaryKey(),
    originSiteId: integer('origin_site_id').notNull().default(0),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id),
    number: text(),
    salutation: text(),
    firstName: text('first_name'),
    lastName: text('last_name'),
    company: text(),
    email: text(),
    phone: text(),
    mobile: text(),
    document: json<Record<string, unknown>>('document').notNull(),
    contentHash: text('content_hash').notNull(),
    updatedAt: momentNow('updated_at'),
  },
  (table) => [index('contacts_provider').on(table.originSiteId, table.providerId, table.id)],
);
