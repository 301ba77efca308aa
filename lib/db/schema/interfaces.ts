import { integer, pgEnum, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { json, moment, momentNow } from './columns';
import { providers } from './providers';

export const interfaceType = pgEnum('interface_type', ['openimmo']);

export type InterfaceSource = { kind: 'directory'; path: string };

export type RecordKey = 'obid' | 'external' | 'internal';

export interface InterfaceRules {
  recordKey: RecordKey;
  contacts: 'create' | 'update' | 'match';
  fullTransfer: 'ignore' | 'withdraw' | 'delete';
  /** A full transfer that would remove at least `guardMinimum` and more than `guardPercent` of the stock is held. */
  guardPercent: number;
  guardMinimum: number;
  publishNew: boolean;
}

/** A configured way in for deliveries. */
export const interfaces = pgTable('interfaces', {
  id: uuid().primaryKey(),
  name: text().notNull().unique(),
  type: interfaceType().notNull(),
  source: json<InterfaceSource>('source').notNull(),
  rules: json<InterfaceRules>('rules').notNull(),
  /** null: by hand only. */
  intervalMinutes: integer('interval_minutes'),
  pausedUntil: moment('paused_until'),
  createdAt: momentNow('created_at'),
  updatedAt: momentNow('updated_at'),
});

/** The providers that an interface accepts; none listed: every known provider. */
export const interfaceProviders = pgTable(
  'interface_providers',
  {
    interfaceId: uuid('interface_id')
      .notNull()
      .references(() => interfaces.id, { onDelete: 'cascade' }),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id),
  },
  (table) => [primaryKey({ columns: [table.interfaceId, table.providerId] })],
);
