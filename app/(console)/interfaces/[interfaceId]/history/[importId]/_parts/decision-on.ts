import { type ImportDetail, isUndecided } from '@/lib/interfaces/history';

/** What became of what was held; null: it was not held, or not all of it is decided. The import itself keeps what it said then. */
export function decisionOn({ state, plans }: ImportDetail): 'applied' | 'discarded' | null {
  if (state !== 'held' || plans.length === 0) return null;
  if (plans.some((plan) => isUndecided(plan.state))) return null;
  return plans.some((plan) => plan.state === 'applied') ? 'applied' : 'discarded';
}
