import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { json, moment, momentNow } from './columns';

export interface BufferProblem {
  code: string;
  field: string | null;
  value: string | null;
  cause: string;
}

/** Records received and not yet integrated. On a site the source is 0, the central server. */
export const syncBuffer = pgTable(
  'sync_buffer',
  {
    sourceSiteId: integer('source_site_id').notNull(),
    table: text('table_name').notNull(),
    recordId: uuid('record_id').notNull(),
    originSiteId: integer('origin_site_id').notNull(),
    action: text({ enum: ['upsert', 'delete'] }).notNull(),
    data: json<Record<string, unknown>>('data'),
    receivedAt: momentNow('received_at'),
    attempts: integer().notNull().default(0),
    /** Why it could not be integrated; tried again by later runs. */
    problem: json<BufferProblem>('problem'),
  },
  (table) => [
    primaryKey({ columns: [table.sourceSiteId, table.table, table.recordId] }),
    index('sync_buffer_problem').on(table.sourceSiteId).where(sql`problem is not null`),
  ],
);

/** Cursors and positions, one row each. */
export const syncState = pgTable('sync_state', {
  key: text().primaryKey(),
  value: json<unknown>('value').notNull(),
  updatedAt: momentNow('updated_at'),
});

/** (central server) A batch sent twice gets the first answer. */
export const receivedBatches = pgTable(
  'received_batches',
  {
    siteId: integer('site_id').notNull(),
    batchId: uuid('batch_id').notNull(),
    /** The sender's session: a new one ends the older ones, and with them what is kept of their batches. */
    session: bigint({ mode: 'number' }).notNull().default(0),
    /** The sender's changelog position up to which this batch goes. */
    through: bigint({ mode: 'number' }).notNull().default(0),
    result: json<Record<string, unknown>>('result').notNull(),
    receivedAt: momentNow('received_at'),
  },
  (table) => [
    primaryKey({ columns: [table.siteId, table.batchId] }),
    index('received_batches_at').on(table.receivedAt),
  ],
);

/** (central server) The installations that may push and pull. */
export const sites = pgTable('sites', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull().unique(),
  /** What deliveries call this site in their sharing flags (weitergabe_positiv, weitergabe_negativ); lower case. */
  domain: text().unique(),
  /** SHA-256 of the token, which is shown once. */
  tokenHash: text('token_hash').notNull().unique(),
  installationId: uuid('installation_id'),
  softwareVersion: text('software_version'),
  lastContactAt: moment('last_contact_at'),
  lastSuccessAt: moment('last_success_at'),
  disabledAt: moment('disabled_at'),
  /** The site counts its runs: one that counts back was restored from a backup, or is a request that came late. */
  pushSession: bigint('push_session', { mode: 'number' }).notNull().default(0),
  pushSessionId: uuid('push_session_id'),
  /** Position in the site's changelog up to which its changes are stored here. */
  pushedPosition: bigint('pushed_position', { mode: 'number' }).notNull().default(0),
  /** Position in this changelog up to which the site says it has stored everything. */
  pulledPosition: bigint('pulled_position', { mode: 'number' }).notNull().default(0),
  /** Records that waited on the site when it last called; capped like every count. */
  pending: integer().notNull().default(0),
  /** Requests since the beginning of the present window. */
  windowStartedAt: moment('window_started_at'),
  windowRequests: integer('window_requests').notNull().default(0),
  createdAt: momentNow('created_at'),
});

/** (central server) Which site brought which bytes: it may read them again. */
export const fileUploads = pgTable(
  'file_uploads',
  {
    siteId: integer('site_id').notNull(),
    sha256: text().notNull(),
    uploadedAt: momentNow('uploaded_at'),
  },
  (table) => [primaryKey({ columns: [table.siteId, table.sha256] }), index('file_uploads_file').on(table.sha256)],
);

/** One record that is not the same on both sides. */
export interface VerifiedDifference {
  table: string;
  id: string;
  label: string | null;
  kind: 'missing-here' | 'missing-there' | 'different';
}

/** How many records went which way to make both sides the same. */
export interface RepairCounts {
  sent: number;
  fetched: number;
  removed: number;
}

/** One comparison of this site with its central server, by count and digest. */
export const verifications = pgTable(
  'verifications',
  {
    id: uuid().primaryKey(),
    runId: uuid('run_id'),
    at: momentNow('at'),
    total: integer().notNull(),
    identical: integer().notNull(),
    differingCount: integer('differing_count').notNull(),
    /** At most the first hundred. */
    differences: json<VerifiedDifference[]>('differences').notNull(),
    /** What was sent again was not integrated yet: a later comparison tells. */
    repairing: boolean().notNull().default(false),
    /** This site's own records that were on their way, and not compared. */
    leftOut: integer('left_out').notNull().default(0),
    /** Why nothing was compared; null: it was. */
    putOff: text('put_off', { enum: ['changing', 'digest-unknown'] }),
    /** What was repaired right after. */
    repaired: json<RepairCounts>('repaired'),
  },
  (table) => [index('verifications_at').on(table.at, table.id)],
);
