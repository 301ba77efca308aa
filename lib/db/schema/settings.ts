import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { json, momentNow } from './columns';

export const settings = pgTable('settings', {
  key: text().primaryKey(),
  value: json<unknown>('value').notNull(),
  updatedAt: momentNow('updated_at'),
  updatedBy: uuid('updated_by'),
});

/** The installation's time zone, an IANA name. */
export const TIME_ZONE_SETTING = 'timeZone';
