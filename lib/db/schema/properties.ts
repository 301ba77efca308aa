import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { json, moment, momentNow } from './columns';
import { contacts } from './contacts';
import { interfaces } from './interfaces';
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
    obid: text(),
    externalNumber: text('external_number'),
    internalNumber: text('internal_number'),
    state: propertyState().notNull(),
    published: boolean().notNull().default(true),
    title: text(),
    description: text(),
    objectType: text('object_type'),
    objectSubtype: text('object_subtype'),
    marketing: text(),
    usage: text(),
    price: numeric({ precision: 16, scale: 2 }),
    currency: text(),
    priceOnRequest: boolean('price_on_request').notNull().default(false),
    livingArea: numeric('living_area', { precision: 14, scale: 2 }),
    plotArea: numeric('plot_area', { precision: 14, scale: 2 }),
    rooms: numeric({ precision: 8, scale: 2 }),
    street: text(),
    houseNumber: text('house_number'),
    postcode: text(),
    city: text(),
    country: text(),
    addressReleased: boolean('address_released').notNull().default(false),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    activeFrom: date('active_from', { mode: 'string' }),
    activeUntil: date('active_until', { mode: 'string' }),
    /** weitergabe_generell: every site of the owner's sharing groups may show it; missing means no. */
    sharedGenerally: boolean('shared_generally').notNull().default(false),
    /** weitergabe_positiv, weitergabe_negativ: the domains of sites, lower case; the negative list wins. */
    sharedWith: text('shared_with').array().notNull().default([]),
    notSharedWith: text('not_shared_with').array().notNull().default([]),
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
    index('properties_updated').on(table.updatedAt, table.id),
    index('properties_contact').on(table.contactId),
    index('properties_trashed').on(table.removedAt, table.id).where(sql`state = 'trashed'`),
    index('properties_shared').on(table.originSiteId, table.id).where(sql`shared_generally or shared_with <> '{}'`),
  ],
);

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
