import type { SyncStatus } from '@/lib/status/sync-status';

/** The last run counted every record that is not integrated; the status names only the first ones. */
export function countTroubles({ problems, decisive }: SyncStatus): number {
  return Math.max(problems.count, decisive?.problems ?? 0);
}
