/** What GET /api/status answers: the navigation's Sync entry polls it. */
export interface SyncStatusSummary {
  role: 'site' | 'central';
  connected: boolean;
  /** Records waiting to be sent; `capped`: there are more than `count`. null: nothing is ever sent from here. */
  pending: { count: number; capped: boolean } | null;
  run: { id: string; state: string; step: string | null } | null;
  alert: SyncAlert | null;
  /** ISO moment of this answer. */
  at: string;
}

export interface SyncAlert {
  /** The badge's: `neutral` is only said, in words and with a sign. */
  tone: 'neutral' | 'warning' | 'error';
  reason: 'late' | 'overdue' | 'failed' | 'problems';
}
