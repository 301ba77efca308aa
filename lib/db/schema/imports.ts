import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  pgEnum,
  pgTable,
  json as plainJson,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ErrorDetails } from '../../errors';
import { json, moment, momentNow } from './columns';
import { deliveries } from './deliveries';
import { interfaces } from './interfaces';
import { listingColumns } from './listing-columns';
import { providers } from './providers';
import { type RunCounts, runs } from './runs';
import { users } from './users';

export const importState = pgEnum('import_state', [
  'running',
  'done',
  'warnings',
  'unchanged',
  'held',
  'error',
  'cancelled',
  'previewed',
]);

/** What one run did with one delivery: never overwritten once finished. */
export const imports = pgTable(
  'imports',
  {
    id: uuid().primaryKey(),
    runId: uuid('run_id')
      .notNull()
      .references(() => runs.id),
    interfaceId: uuid('interface_id')
      .notNull()
      .references(() => interfaces.id, { onDelete: 'cascade' }),
    deliveryId: uuid('delivery_id')
      .notNull()
      .references(() => deliveries.id, { onDelete: 'cascade' }),
    path: text().notNull(),
    sha256: text(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    modifiedAt: moment('modified_at').notNull(),
    state: importState().notNull(),
    /** 'full' or 'partial', once read. */
    scope: text(),
    /** The transfer's own timestamp. */
    transferAt: moment('transfer_at'),
    messageCode: text('message_code'),
    messageParams: json<ErrorDetails>('message_params'),
    counts: json<RunCounts>('counts').notNull(),
    startedAt: momentNow('started_at'),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    index('imports_interface').on(table.interfaceId, table.startedAt, table.id),
    index('imports_delivery').on(table.deliveryId, table.startedAt),
    index('imports_run').on(table.runId, table.id),
    index('imports_bytes').on(table.interfaceId, table.sha256),
    index('imports_unchanged').on(table.interfaceId, table.finishedAt).where(sql`state = 'unchanged'`),
  ],
);

/**
 * A delivery's records between reading and applying, as they will be stored (unlogged: a crash reads the delivery again).
 */
export const stagedRecords = pgTable(
  'staged_records',
  {
    importId: uuid('import_id').notNull(),
    seq: integer().notNull(),
    providerIndex: integer('provider_index').notNull(),
    action: text().notNull(),
    line: integer(),
    contentHash: text('content_hash').notNull(),
    /** Of the text that it was read from; null: it does not tell everything, or the stock has it already. */
    textHash: text('text_hash'),
    ...listingColumns(),
    /** Null: the stock has it already, and only what planning needs is here. */
    document: json<Record<string, unknown>>('document'),
    contact: plainJson('contact'),
    contactHash: text('contact_hash'),
    /** Null: nothing was delivered, what is stored stays. */
    attachments: plainJson('attachments'),
    /** Null: nothing to say. */
    warnings: plainJson('warnings'),
  },
  (table) => [primaryKey({ columns: [table.importId, table.seq] })],
);

export const planState = pgEnum('plan_state', ['planned', 'held', 'applied', 'discarded']);

/** What an import intended for one provider, and what became of it. */
export const plans = pgTable(
  'plans',
  {
    id: uuid().primaryKey(),
    importId: uuid('import_id')
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    /** The import's, so that a provider's last plan of an interface is one step in an index. */
    interfaceId: uuid('interface_id').notNull(),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id),
    hash: text().notNull(),
    summary: json<RunCounts>('summary').notNull(),
    state: planState().notNull(),
    /** Why it waits for a person; null: it does not. */
    holdCode: text('hold_code'),
    holdParams: json<ErrorDetails>('hold_params'),
    /** This provider's own timestamp: the parts of an archive may have several. */
    transferAt: moment('transfer_at'),
    createdAt: momentNow('created_at'),
    decidedAt: moment('decided_at'),
    decidedBy: uuid('decided_by').references(() => users.id),
  },
  (table) => [
    index('plans_import').on(table.importId, table.id),
    index('plans_provider').on(table.providerId, table.interfaceId, table.state, table.createdAt),
  ],
);

/** What a plan that was only looked at, or that is held, does to each record; removed once it was carried out. */
export const planEntries = pgTable(
  'plan_entries',
  {
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    kind: text({
      enum: ['created', 'updated', 'restored', 'unchanged', 'removed', 'skipped', 'failed', 'noted'],
    }).notNull(),
    /** Null: absent from a full transfer. */
    seq: integer(),
    propertyId: uuid('property_id'),
    label: text(),
    line: integer(),
    code: text(),
    params: json<ErrorDetails>('params'),
    /** field: [old, new] */
    changes: json<Record<string, [unknown, unknown]>>('changes'),
  },
  (table) => [
    primaryKey({ columns: [table.planId, table.position] }),
    index('plan_entries_kind').on(table.planId, table.kind, table.position),
  ],
);
