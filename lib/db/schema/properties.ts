import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgEnum, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { json, moment, momentNow } from './columns';
import { contacts } from './contacts';
import { interfaces } from './interfaces';
import { listingColumns } from './listing-columns';
import { providers } from './providers';
import { runTrigger } from './runs';
import { users } from './users';

/** withdrawn: absent from a full transfer, files kept. trashed: deleted by a delivery or by hand, 30 days to restore. */
export const propertyState = pgEnum('property_state', ['active', 'reference', 'withdrawn', 'trashed']);

/** A real-estate listing; remote data, owned by the site `originSiteId` (0: this installation). */
export const properties = pgTable(
  'properties',
  {
    id: uuid().primaryKey(),
    originSiteId: integer('origin_site_id').notNull().default(0),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id),
    /** The interface that delivered it; null where the record came from another installation. */
    interfaceId: uuid('interface_id').references(() => interfaces.id, { onDelete: 'set null' }),
    contactId: uuid('contact_id').references(() => contacts.id, { onDelete: 'set null' }),
    state: propertyState().notNull(),
    published: boolean().notNull().default(true),
    ...listingColumns(),
    /** The whole record as it was read, nested by the format's element names. */
    document: json<Record<string, unknown>>('document').notNull(),
    contentHash: text('content_hash').notNull(),
    /** The import that wrote it last. */
    importId: uuid('import_id'),
    removedAt: moment('removed_at'),
    createdAt: momentNow('created_at'),
    updatedAt: momentNow('updated_at'),
  },
  (table) => [
    index('properties_provider').on(table.originSiteId, table.providerId, table.interfaceId, table.state),
    index('properties_contact').on(table.contactId),
    index('properties_trashed').on(table.removedAt, table.id).where(sql`state = 'trashed'`),
    index('properties_active_from').on(table.activeFrom).where(sql`active_from is not null`),
    index('properties_active_until').on(table.activeUntil).where(sql`active_until is not null`),
    index('properties_shared').on(table.originSiteId, table.id).where(sql`shared_generally or shared_with <> '{}'`),
  ],
);

/**
 * From which text a property was read last, and what that text came to: where it comes again, it need not be read (unlogged:
 * after a crash it is).
 */
export const deliveredTexts = pgTable('delivered_texts', {
  propertyId: uuid('property_id')
    .primaryKey()
    .references(() => properties.id, { onDelete: 'cascade' }),
  textHash: text('text_hash').notNull(),
  action: text().notNull(),
  contentHash: text('content_hash').notNull(),
});

/** Which delivery gave a field the value that it has: one row `*` for the record as it came, one more per field changed since. */
export const fieldOrigins = pgTable(
  'field_origins',
  {
    propertyId: uuid('property_id')
      .notNull()
      .references(() => properties.id, { onDelete: 'cascade' }),
    field: text().notNull(),
    importId: uuid('import_id').notNull(),
    /** The delivery's path and who had it imported, as it was then: they outlive the history. */
    path: text().notNull(),
    trigger: runTrigger().notNull(),
    userId: uuid('user_id').references(() => users.id),
    at: momentNow('at'),
  },
  (table) => [primaryKey({ columns: [table.propertyId, table.field] })],
);

export const propertyKeyKind = pgEnum('property_key_kind', ['obid', 'external', 'internal']);

/** Every key under which a property was ever delivered: keys are added, never pointed at another property. */
export const propertyKeys = pgTable(
  'property_keys',
  {
    originSiteId: integer('origin_site_id').notNull().default(0),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id),
    kind: propertyKeyKind().notNull(),
    value: text().notNull(),
    propertyId: uuid('property_id')
      .notNull()
      .references(() => properties.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.originSiteId, table.providerId, table.kind, table.value] }),
    index('property_keys_property').on(table.propertyId),
    /** The same listing at other sites. */
    index('property_keys_twins').on(table.providerId, table.kind, table.value),
  ],
);
