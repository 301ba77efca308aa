import 'server-only';
import { createHash } from 'node:crypto';
import type { SyncStatus } from './sync-status';

/** What GET /api/status/sync answers: whether a page that shows the status is still in step with it. */
export interface SyncPulse {
  at: string;
  /** The same as people read it, "14:02:10". */
  clock: string;
  /** Another one: something that the page shows has changed. */
  version: string;
  running: boolean;
}

/** `clock`: the status' moment as people read it. */
export function pulseOf({ at, ...status }: SyncStatus, clock: string): SyncPulse {
  const version = createHash('sha256').update(JSON.stringify(status)).digest('base64url').slice(0, 16);
  return { at, clock, version, running: status.active !== null };
}
