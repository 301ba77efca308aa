import type { Db, Tx } from '../db/client';
import type { outcomeKind, RunCounts, RunParams, runState, runTrigger, severity, stepState } from '../db/schema/runs';
import type { ErrorDetails } from '../errors';

export type RunState = (typeof runState.enumValues)[number];
export type RunTrigger = (typeof runTrigger.enumValues)[number];
export type StepState = (typeof stepState.enumValues)[number];
export type OutcomeKind = (typeof outcomeKind.enumValues)[number];
export type Severity = (typeof severity.enumValues)[number];

export const OUTCOME_KINDS = [
  'created',
  'updated',
  'restored',
  'unchanged',
  'removed',
  'skipped',
  'failed',
  'noted',
] as const satisfies readonly OutcomeKind[];
export const SEVERITIES = ['note', 'warning', 'error'] as const satisfies readonly Severity[];

/** 'central': this site with its central server. An interface's id. On the central server 'site:<id>': integrating its push. */
export type RunTarget = string;
export const CENTRAL_TARGET: RunTarget = 'central';
export const siteTarget = (siteId: number): RunTarget => `site:${siteId}`;

export const SYNC_STEPS = [
  'prepare',
  'push',
  'wait',
  'pull-central',
  'pull-remote',
  'files',
  'integrate',
  'verify',
] as const;
export const IMPORT_STEPS = ['fetch', 'read', 'plan', 'attachments', 'apply'] as const;
export type StepKey = (typeof SYNC_STEPS)[number] | (typeof IMPORT_STEPS)[number];

/** A run that this process has claimed: `fence` is worth something only while the lease lasts. */
export interface ClaimedRun {
  id: string;
  target: RunTarget;
  trigger: RunTrigger;
  userId: string | null;
  params: RunParams;
  fence: number;
  /** True when another executor had begun it: finished batches are in the database, the rest is still to do. */
  resumed: boolean;
}

export interface StepProgress {
  /** Sets what is done so far and, once known, of how many; never goes back within a step. Written at most every 250 ms. */
  report(done: number, total?: number | null, note?: string): void;
  done: number;
}

export interface OutcomeInput {
  importId?: string | null;
  table?: string | null;
  recordId?: string | null;
  label?: string | null;
  outcome: OutcomeKind;
  severity: Severity;
  code?: string | null;
  params?: ErrorDetails | null;
  line?: number | null;
  element?: string | null;
  received?: string | null;
  changes?: Record<string, [unknown, unknown]> | null;
}

/** What the executor hands to the work of a run. */
export interface RunContext {
  db: Db;
  run: ClaimedRun;
  /** Aborted when the run is cancelled (CancelledError) or the lease went to another executor (LeaseLostError). */
  signal: AbortSignal;
  /** Runs `work` as the step: active, then done; failed when it throws. A step begun again keeps its start and counts on. */
  step<T>(key: StepKey, work: (progress: StepProgress) => Promise<T>): Promise<T>;
  skip(key: StepKey): Promise<void>;
  /** Steps that something else did along: done, in one statement. */
  passed(keys: readonly StepKey[]): Promise<void>;
  /**
   * Opens a transaction, runs `work`, and as its last statement locks the run's row by id and fence: a run that was
   * taken over rolls back with LeaseLostError. Throws the signal's reason first when it is aborted.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Adds outcomes in one statement, in the given transaction. */
  addOutcomes(tx: Db | Tx, outcomes: OutcomeInput[]): Promise<void>;
  /** Adds to the run's counts, written with the run's end. */
  count(counts: RunCounts): void;
}

/** How a run's work ended; what it throws instead fails the run. */
export interface RunResult {
  state: 'done' | 'problems';
}

/** The work behind a kind of target. */
export interface RunWork {
  steps: readonly StepKey[];
  execute(context: RunContext): Promise<RunResult>;
}
