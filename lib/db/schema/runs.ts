import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgEnum, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ErrorDetails } from '../../errors';
import { json, moment, momentNow } from './columns';
import { users } from './users';

export const runState = pgEnum('run_state', ['queued', 'running', 'done', 'problems', 'failed', 'cancelled']);
export const runTrigger = pgEnum('run_trigger', ['user', 'schedule', 'setup', 'push']);

export interface RunError {
  code: string;
  details: ErrorDetails;
  /** The technical cause, for the details behind `i`; secrets masked. */
  cause: string;
  step: string | null;
  at: string;
}

/** What an interface's run works on; empty: all that is new, oldest first. */
export interface RunParams {
  deliveryIds?: string[];
  force?: boolean;
  /** Only a look: what would be done is planned and kept as a plan, nothing is changed. */
  preview?: boolean;
  /** A person confirmed these plans of this import: each is applied as it was shown, by its hash, or shown anew. */
  confirm?: { importId: string; hashes: string[] };
  /** Of a synchronisation: both sides are compared at its end, and what differs is repaired. */
  verify?: boolean;
  repair?: boolean;
}

export type RunCounts = Partial<Record<string, number>>;

/** One execution of a synchronisation. `target`: 'central', an interface's id, or on the central server 'site:<id>'. */
export const runs = pgTable(
  'runs',
  {
    id: uuid().primaryKey(),
    target: text().notNull(),
    trigger: runTrigger().notNull(),
    userId: uuid('user_id').references(() => users.id),
    /** The schedule's slot that this run fills: at most one run per target and slot. */
    slot: moment('slot'),
    state: runState().notNull(),
    params: json<RunParams>('params').notNull(),
    queuedAt: momentNow('queued_at'),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    cancelRequestedAt: moment('cancel_requested_at'),
    leaseOwner: text('lease_owner'),
    leaseUntil: moment('lease_until'),
    /** Raised at every claim: who holds an older one may not write any more. */
    fence: integer().notNull().default(0),
    error: json<RunError>('error'),
    counts: json<RunCounts>('counts').notNull(),
  },
  (table) => [
    uniqueIndex('runs_active').on(table.target).where(sql`state in ('queued', 'running')`),
    uniqueIndex('runs_slot').on(table.target, table.slot),
    index('runs_queued').on(table.queuedAt, table.id),
    index('runs_target').on(table.target, table.queuedAt, table.id),
    /** The history's filters; most runs end well, and most are not an interface's. */
    index('runs_state').on(table.state, table.queuedAt, table.id).where(sql`state <> 'done'`),
    index('runs_interface').on(table.queuedAt, table.id).where(sql`target <> 'central' and target not like 'site:%'`),
    index('runs_trigger').on(table.trigger, table.queuedAt, table.id),
    index('runs_user').on(table.userId, table.queuedAt, table.id).where(sql`user_id is not null`),
  ],
);

export const stepState = pgEnum('step_state', ['waiting', 'active', 'done', 'skipped', 'failed']);

export const runSteps = pgTable(
  'run_steps',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    key: text().notNull(),
    state: stepState().notNull(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    done: integer().notNull().default(0),
    /** null: not known. */
    total: integer(),
    /** What is being worked on, for example a delivery's path. */
    note: text(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.position] })],
);

export const outcomeKind = pgEnum('outcome_kind', [
  'created',
  'updated',
  'restored',
  'unchanged',
  'removed',
  'skipped',
  'failed',
  'noted',
]);
export const severity = pgEnum('severity', ['note', 'warning', 'error']);

/** What a run did to one record, or a message about it. */
export const outcomes = pgTable(
  'outcomes',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    runId: uuid('run_id')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    importId: uuid('import_id'),
    table: text('table_name'),
    recordId: uuid('record_id'),
    label: text(),
    outcome: outcomeKind().notNull(),
    severity: severity().notNull(),
    /** Stable message code; null: the outcome says all. */
    code: text(),
    params: json<ErrorDetails>('params'),
    line: integer(),
    element: text(),
    received: text(),
    /** field: [old, new] */
    changes: json<Record<string, [unknown, unknown]>>('changes'),
    at: momentNow('at'),
  },
  (table) => [
    index('outcomes_run').on(table.runId, table.id),
    index('outcomes_import').on(table.importId, table.id),
    index('outcomes_record').on(table.recordId, table.id),
    index('outcomes_run_problems').on(table.runId, table.id).where(sql`severity <> 'note'`),
    index('outcomes_import_problems').on(table.importId, table.id).where(sql`severity <> 'note'`),
  ],
);
