import type { ErrorDetails } from '../errors';
import type { PropertyPlan } from './plan-types';

export interface GuardInput {
  plan: Pick<PropertyPlan, 'absent' | 'stock'>;
  full: boolean;
  /** How many records of this provider the transfer has. */
  records: number;
  /** Hold when at least this many properties would be removed … */
  minimum: number;
  /** … and more than this share of the stock. */
  percent: number;
  /** When this transfer was made, and the newest one that was applied for this provider through this interface. */
  madeAt: Date;
  lastAppliedAt: Date | null;
}

export type GuardCode = 'P-empty-transfer' | 'P-removals-held' | 'P-older-transfer';

/** Why a plan waits for a person: the guard says so, or it is no longer the one that somebody confirmed. */
export interface Hold {
  code: GuardCode | 'P-plan-changed' | 'P-file-changed';
  params: ErrorDetails;
}

/** Says why a provider's plan must wait for a person; null: it may be applied. Explicit deletions are not guarded. */
export function checkGuard({ plan, full, records, minimum, percent, madeAt, lastAppliedAt }: GuardInput): Hold | null {
  if (!full) return null;
  if (lastAppliedAt !== null && madeAt < lastAppliedAt) {
    return {
      code: 'P-older-transfer',
      params: { madeAt: madeAt.toISOString(), lastAppliedAt: lastAppliedAt.toISOString() },
    };
  }
  if (plan.absent === 0) return null;
  if (records === 0) return { code: 'P-empty-transfer', params: { stock: plan.stock } };
  if (plan.absent >= minimum && plan.absent * 100 > plan.stock * percent) {
    return { code: 'P-removals-held', params: { removals: plan.absent, stock: plan.stock } };
  }
  return null;
}
