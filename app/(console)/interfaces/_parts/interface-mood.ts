import type { InterfaceSummary } from '@/lib/interfaces/list';

export type Mood =
  | 'unreadable'
  | 'running'
  | 'paused'
  | 'held'
  | 'errors'
  | 'failed'
  | 'overdue'
  | 'late'
  | 'never'
  | 'waiting'
  | 'in-step';

type Judged = Pick<InterfaceSummary, 'state' | 'lastRun' | 'freshness' | 'errors' | 'held' | 'waiting'>;

/** What to say of an interface: what goes on now, then what needs a person, the gravest first, then the rest. */
export function moodOf(iface: Judged, unreadable: boolean): Mood {
  if (iface.state === 'running') return 'running';
  if (unreadable) return 'unreadable';
  if (iface.state === 'paused') return 'paused';
  if (iface.lastRun?.state === 'failed') return 'failed';
  if (iface.freshness === 'overdue') return 'overdue';
  if (iface.errors > 0) return 'errors';
  if (iface.freshness === 'late') return 'late';
  if (iface.held > 0) return 'held';
  if (!iface.lastRun) return 'never';
  return iface.waiting > 0 ? 'waiting' : 'in-step';
}
