import type { SyncStatus } from '@/lib/status/sync-status';

/** The last run counted every record that is not integrated; the status names only the first ones. */
export function countTroubles({ problems, latest }: SyncStatus): number {
  return Math.max(problems.count, latest?.state === 'problems' ? (latest.counts.problems ?? 0) : 0);
}
