import type { Decision } from '../properties/plan-types';
import type { PlannedPart } from './import-types';

export type Write = Extract<Decision, { kind: 'created' | 'updated' | 'restored' }>;
export type Removal = Extract<Decision, { kind: 'removed' }>;

const PER_BATCH = 500;

/** The writes of a plan: what needs attachments. */
export function writesOf(part: PlannedPart): Write[] {
  return part.plan.decisions.filter((decision) => isWrite(decision));
}

export function removalsOf(part: PlannedPart): Removal[] {
  return part.plan.decisions.filter((decision) => decision.kind === 'removed');
}

function isWrite(decision: Decision): decision is Write {
  return decision.kind === 'created' || decision.kind === 'updated' || decision.kind === 'restored';
}

/** What one statement takes. */
export function* batchesOf<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += PER_BATCH) yield all.slice(start, start + PER_BATCH);
}
