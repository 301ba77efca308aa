import { IMPORT_STEPS } from '@/lib/runs/run';
import type { InterfaceRunStatus } from '@/lib/status/interface-status';
import type { SyncStep } from '@/lib/status/sync-status';

/**
 * How far a run is, from 0 to just below 1: the whole is reached only when it has ended. `fetch` says how many deliveries
 * there are, null: not yet; the other steps are gone through once for each of them.
 */
export function fractionOf({ steps, deliveries }: Pick<InterfaceRunStatus, 'steps' | 'deliveries'>): number | null {
  const [fetch, ...perDelivery] = steps;
  if (!fetch || fetch.total === null) return null;
  if (fetch.total === 0 || perDelivery.length === 0) return 0;
  const active = perDelivery.findIndex((step) => step.state === 'active');
  const current = active < 0 ? 0 : (active + partOf(perDelivery[active])) / perDelivery.length;
  return Math.min(0.99, (Math.min(deliveries.finished, fetch.total) + current) / fetch.total);
}

function partOf(step: SyncStep | undefined): number {
  return step?.total ? Math.min(1, step.done / step.total) : 0;
}

/**
 * The steps as they stand for the delivery under way, which is named above them: what follows the active one
 * is still to do, and so is everything before the run has begun.
 */
export function currentSteps(steps: SyncStep[]): SyncStep[] {
  const active = steps.findIndex((step) => step.state === 'active');
  if (steps.length === 0)
    return IMPORT_STEPS.map((key) => ({ key, state: 'waiting', done: 0, total: null, elapsedMs: null, note: null }));
  return steps.map((step, index) => ({
    ...step,
    state: active >= 0 && index > active && step.state === 'done' ? 'waiting' : step.state,
    note: null,
  }));
}
