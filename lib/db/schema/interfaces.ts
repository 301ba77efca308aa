import { index, integer, pgEnum, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { json, moment, momentNow } from './columns';
import { providers } from './providers';
import { users } from './users';

export const interfaceType = pgEnum('interface_type', ['openimmo']);

/** Where an interface's deliveries lie. Passwords and keys are in `secrets`, encrypted. */
export type InterfaceSource =
  | { kind: 'directory'; path: string }
  | { kind: 'sftp'; host: string; port: number; user: string; path: string; hostKey: string | null }
  | { kind: 'ftp'; host: string; port: number; user: string; path: string; security: 'none' | 'explicit' | 'implicit' }
  | { kind: 'https'; url: string; listing: boolean; user: string | null }
  | { kind: 'upload' };

export type RecordKey = 'obid' | 'external' | 'internal';

export interface InterfaceRules {
  recordKey: RecordKey;
  contacts: 'create' | 'update' | 'match';
  fullTransfer: 'ignore' | 'withdraw' | 'delete';
  /** A full transfer that would remove at least `guardMinimum` and more than `guardPercent` of the stock is held. */
  guardPercent: number;
  guardMinimum: number;
  publishNew: boolean;
  /** What becomes of a provider that is not known or not accepted: left out, or parked until somebody accepts it. */
  unknownProvider: 'skip' | 'hold';
  /** A record without a title and a description is left out. */
  skipWithoutText: boolean;
  /** A record that does not say whether its address is released. */
  addressReleased: boolean;
  /** At most so many deliveries in one run; null: as many as wait. */
  filesPerRun: number | null;
  /** Copies of fetched and uploaded originals are kept so long. */
  keepOriginalsDays: number;
  /** The original is removed from its source once it was applied. */
  deleteOriginals: boolean;
  /** "No delivery from this provider for N days" warns; null: never. */
  heartbeatDays: number | null;
  /** Hosts that attachments may be fetched from, `*.example.org` with all below it; empty: every public one. */
  attachmentHosts: string[];
}

/** A configured way in for deliveries. */
export const interfaces = pgTable('interfaces', {
  id: uuid().primaryKey(),
  name: text().notNull().unique(),
  type: interfaceType().notNull(),
  source: json<InterfaceSource>('source').notNull(),
  /** What the source needs to be opened, encrypted (lib/secrets.ts); null: nothing. */
  secrets: text(),
  rules: json<InterfaceRules>('rules').notNull(),
  /** In which the text for a delivery's sender is written at first: the format's own is German. */
  language: text({ enum: ['en', 'es', 'de'] })
    .notNull()
    .default('de'),
  /** null: by hand only. */
  intervalMinutes: integer('interval_minutes'),
  /** Times like those of cron, in the site's time zone, instead of an interval. */
  times: text(),
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

/** A provider that came in a delivery of an interface which did not take it, until somebody accepts or dismisses it. */
export const parkedProviders = pgTable(
  'parked_providers',
  {
    id: uuid().primaryKey(),
    interfaceId: uuid('interface_id')
      .notNull()
      .references(() => interfaces.id, { onDelete: 'cascade' }),
    /** As delivered; empty where nothing was. */
    number: text().notNull(),
    openimmoAnid: text('openimmo_anid').notNull(),
    name: text(),
    email: text(),
    phone: text(),
    /** The delivery that named it last, and with how many records. */
    path: text().notNull(),
    records: integer().notNull(),
    firstSeenAt: momentNow('first_seen_at'),
    lastSeenAt: momentNow('last_seen_at'),
    decision: text({ enum: ['accepted', 'dismissed'] }),
    decidedAt: moment('decided_at'),
    decidedBy: uuid('decided_by').references(() => users.id),
    /** The acceptance has taken effect; until then the provider is not known here. */
    settledAt: moment('settled_at'),
  },
  (table) => [
    unique('parked_providers_ids').on(table.interfaceId, table.number, table.openimmoAnid),
    index('parked_providers_order').on(table.interfaceId, table.lastSeenAt, table.id),
  ],
);
