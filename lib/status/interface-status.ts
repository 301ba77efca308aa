import type { RunCounts } from '../db/schema/runs';
import type { RunState, RunTrigger } from '../runs/run';
import type { RunFailure, SyncStep } from './sync-status';

/** What the deliveries page follows live and GET /api/status/interfaces/<id> answers. Moments are ISO strings. */
export interface InterfaceStatus {
  interfaceId: string;
  /** The newest run, under way or ended; null: there was none. */
  run: InterfaceRunStatus | null;
  at: string;
}

export interface InterfaceRunStatus {
  id: string;
  state: RunState;
  trigger: RunTrigger;
  userName: string | null;
  elapsedMs: number;
  cancelRequested: boolean;
  counts: RunCounts;
  steps: SyncStep[];
  error: RunFailure | null;
  deliveries: RunDeliveries;
}

/** How far the run is through its deliveries. */
export interface RunDeliveries {
  /** The one being imported now. */
  path: string | null;
  begun: number;
  finished: number;
}

export function isRunActive(run: { state: RunState } | null): boolean {
  return run !== null && (run.state === 'queued' || run.state === 'running');
}

/** Differs whenever the rows of the deliveries may look different from before. */
export function revisionOf({ run }: InterfaceStatus): string {
  return run ? [run.id, run.state, run.deliveries.begun, run.deliveries.finished].join(' ') : '';
}
