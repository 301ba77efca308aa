import { retryRuleOf } from '../error-catalog';
import type { RunState } from '../runs/run';
import type { Freshness } from '../sync/schedule/slots';
import type { SyncAlert } from './summary';

interface Judged {
  /** The newest run that ended by itself; null: none. */
  decisive: { state: RunState; errorCode: string | null } | null;
  freshness: Freshness;
  /** null: by hand only, so nothing is tried again by itself. */
  intervalMinutes: number | null;
}

/**
 * What the navigation says of a synchronisation that is not as it should be. An error: it is overdue, or stays as it is until a
 * person acts. A failed run that is tried again by itself is only said, until it makes the site late.
 */
export function judgeAlert({ decisive, freshness, intervalMinutes }: Judged): SyncAlert | null {
  if (decisive?.state === 'failed') {
    const retried = intervalMinutes !== null && retryRuleOf(decisive.errorCode ?? 'unexpected') === 'soon';
    if (freshness === 'overdue' || !retried) return { tone: 'error', reason: 'failed' };
    return { tone: freshness === 'late' ? 'warning' : 'neutral', reason: 'failed' };
  }
  if (freshness === 'overdue') return { tone: 'error', reason: 'overdue' };
  if (decisive?.state === 'problems') return { tone: 'warning', reason: 'problems' };
  return freshness === 'late' ? { tone: 'warning', reason: 'late' } : null;
}
