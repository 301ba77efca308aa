import type { InterfaceRunStatus } from '@/lib/status/interface-status';

/** How far a run is, from 0 to just below 1: the whole is reached only when it has ended. */
export function fractionOf(run: InterfaceRunStatus): number {
  if (run.steps.length === 0) return 0;
  const reached = run.steps.reduce((sum, { state, done, total }) => {
    if (state === 'done' || state === 'skipped') return sum + 1;
    return state === 'active' && total ? sum + Math.min(1, done / total) : sum;
  }, 0);
  return Math.min(0.99, reached / run.steps.length);
}
