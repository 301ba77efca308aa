/** What GET /api/status answers: the navigation's Sync entry polls it. */
export interface SyncStatusSummary {
  role: 'site' | 'central';
  connected: boolean;
  /** Records waiting to be sent; `capped`: there are more than `count`. null: nothing is ever sent from here. */
  pending: { count: number; capped: boolean } | null;
  run: { id: string; state: string; step: string | null } | null;
  alert: { tone: 'warning' | 'error'; reason: 'late' | 'overdue' | 'failed' | 'problems' } | null;
  /** ISO moment of this answer. */
  at: string;
}
