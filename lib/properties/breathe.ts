import { setImmediate } from 'node:timers/promises';

const LONGEST_MS = 5;
/** A turn of the event loop in which somebody else worked. */
const BUSY_TURN_MS = 0.3;
/** However much others have to do, this loop gets a fifth of the process. */
const MOST_FOR_OTHERS_MS = 20;

/**
 * Lets requests through when a loop has kept the process for 5 ms: turn after turn, as long as they have something to do, for
 * at most 20 ms. Call it once per turn of the loop.
 */
export function createBreather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    let now = performance.now();
    if (now - since < LONGEST_MS) return;
    const startedAt = now;
    for (let turnMs = BUSY_TURN_MS; turnMs >= BUSY_TURN_MS && now - startedAt < MOST_FOR_OTHERS_MS; ) {
      await setImmediate();
      turnMs = performance.now() - now;
      now += turnMs;
    }
    since = now;
  };
}
