import type { TrackedTable } from '../changelog/read';
import type { RunCounts } from '../db/schema/runs';
import type { RunState, RunTrigger, StepKey, StepState } from '../runs/run';
import type { Freshness } from '../sync/schedule/slots';
import type { Problem } from '../web/problem';
import type { VerificationStatus } from './verification-status';

/** What the status page shows. Moments are ISO strings. */
export interface SyncStatus {
  connected: boolean;
  /** Host of the central server. */
  central: string | null;
  intervalMinutes: number | null;
  nextRunAt: string | null;
  /** After failed runs: which try comes when; null: the schedule goes by its slots. */
  retry: { failedAt: string; nextTryAt: string; attempt: number } | null;
  /** Scheduled runs that did not take place. */
  missed: { count: number; from: string; to: string } | null;
  pausedUntil: string | null;
  pauseReason: string | null;
  pending: { count: number; capped: boolean; byTable: Partial<Record<TrackedTable, number>> } | null;
  /** The run under way; null: none. */
  active: SyncRun | null;
  /** The newest run that has ended, cancelled or not. */
  latest: SyncRun | null;
  /** The newest run that ended by itself: one that was cancelled takes no error away. */
  decisive: DecisiveRun | null;
  /** The newest run that ended well; never derived from `latest`. */
  lastSuccess: { finishedAt: string; durationMs: number; state: RunState } | null;
  freshness: Freshness;
  /** Records received and not integrated, with their reasons: at most fifty. */
  problems: { count: number; records: RecordTrouble[] };
  /** The latest comparison with the central server; null: none yet. */
  verification: VerificationStatus | null;
  recent: SyncRunRow[];
  at: string;
}

export interface SyncRun {
  id: string;
  state: RunState;
  trigger: RunTrigger;
  userName: string | null;
  queuedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  elapsedMs: number;
  cancelRequested: boolean;
  counts: RunCounts;
  steps: SyncStep[];
}

export interface DecisiveRun {
  id: string;
  state: RunState;
  /** How many records it left that are not integrated. */
  problems: number;
  /** null: it did not fail. */
  failure: RunFailure | null;
}

export interface SyncStep {
  key: StepKey;
  state: StepState;
  done: number;
  total: number | null;
  elapsedMs: number | null;
  note: string | null;
}

export interface RunFailure {
  problem: Problem;
  /** When the schedule tries again, if this was the last run to fail. */
  retryAt?: string | null;
  /** Behind the `i`: technical cause, moment, step and further values, secrets masked. */
  details: { name: string; value: string }[];
}

export interface RecordTrouble {
  /** 'here' or on the central server. */
  place: 'here' | 'central';
  table: string;
  label: string | null;
  code: string;
  field: string | null;
  value: string | null;
  cause: string;
}

export interface SyncRunRow {
  id: string;
  state: RunState;
  trigger: RunTrigger;
  userName: string | null;
  startedAt: string;
  durationMs: number | null;
  sent: number;
  received: number;
  errorCode: string | null;
  /** The error's sentence in the reader's language. */
  errorSentence: string | null;
}
