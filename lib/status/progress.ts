import type { RunState, StepState } from '../runs/run';

interface MeasuredStep {
  state: StepState;
  done: number;
  total: number | null;
  elapsedMs: number | null;
}

const HIGHEST_WHILE_RUNNING = 0.99;
/** A rate measured over less than this says nothing. */
const SHORTEST_MEASURE_MS = 3_000;

/** How much of a run is done, 0 to 1: every step weighs the same, and only a run that has ended well is whole. */
export function fractionDone(run: { state: RunState; steps: readonly MeasuredStep[] }): number {
  if (run.state === 'done' || run.state === 'problems') return 1;
  if (run.steps.length === 0) return 0;
  const sum = run.steps.reduce((total, step) => total + stepFraction(step), 0);
  return Math.min(sum / run.steps.length, HIGHEST_WHILE_RUNNING);
}

/**
 * Whether a run under way can say only how much it has done: what it is doing now has no known total, or it has not begun. Between
 * two steps it stands where it stood.
 */
export function isOpenEnded(run: { state: RunState; steps: readonly MeasuredStep[] }): boolean {
  if (run.state === 'queued') return true;
  if (run.state !== 'running') return false;
  const active = run.steps.filter((step) => step.state === 'active');
  return run.steps.length === 0 || (active.length > 0 && active.every((step) => step.total === null));
}

function stepFraction({ state, done, total }: MeasuredStep): number {
  if (state === 'done') return 1;
  return state === 'active' && total ? Math.min(1, done / total) : 0;
}

/** How long the active step still takes at its rate so far; null: not known. */
export function remainingMs({ state, done, total, elapsedMs }: MeasuredStep): number | null {
  if (state !== 'active' || !total || done === 0 || elapsedMs === null || elapsedMs < SHORTEST_MEASURE_MS) return null;
  return (elapsedMs / done) * Math.max(0, total - done);
}
