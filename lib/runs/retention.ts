import type { RunState, RunTarget } from './run';

/** What decides how long an ended run is kept. */
export interface EndedRun {
  target: RunTarget;
  state: RunState;
  finishedAt: Date;
  /** No younger run of its target; or none that ended well, and this one did. */
  isLast: boolean;
  /** Something it left open is told by no younger run: a record not integrated, a plan held for confirmation. */
  isOpen: boolean;
  /** Later imports are judged by one of its imports, or a delivery that still lies there shows it. */
  isUsed: boolean;
}

const DAY_MS = 86_400_000;
/** The central server integrates thousands of pushes; one that went well is soon of no interest. */
export const INTEGRATION_DAYS = 7;
/** Unless an admin says otherwise (history-days.ts). */
export const RUN_DAYS = 90;

/** Whether a run may go, with its steps and outcomes. */
export function isRunOver(run: EndedRun, now: Date, runDays = RUN_DAYS): boolean {
  if (run.isLast || run.isOpen || run.isUsed) return false;
  const days = run.target.startsWith('site:') && run.state === 'done' ? INTEGRATION_DAYS : runDays;
  return run.finishedAt.getTime() < now.getTime() - days * DAY_MS;
}
