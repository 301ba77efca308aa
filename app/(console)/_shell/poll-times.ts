const RUNNING_MS = 2_000;
const IDLE_MS = 30_000;
const LONGEST_MS = 60_000;

/** How long a page waits until it asks again how the synchronisation stands; a hidden tab does not ask. */
export const pollEveryMs = (isRunning: boolean): number => (isRunning ? RUNNING_MS : IDLE_MS);

/** The same after so many errors in a row: ever longer. */
export const retryAfterMs = (failures: number): number => Math.min(RUNNING_MS * 2 ** failures, LONGEST_MS);

/** Of several events that a tab is looked at again, which come together, one is enough. */
export const FOCUS_THROTTLE_MS = 1_000;
