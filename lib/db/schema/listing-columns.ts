import { boolean, date, doublePrecision, numeric, text } from 'drizzle-orm/pg-core';

/** What people search for and see of a listing: columns of a property, and of a record that waits to become one. */
export const listingColumns = () => ({
  obid: text(),
  externalNumber: text('external_number'),
  internalNumber: text('internal_number'),
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
});
