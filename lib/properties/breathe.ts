import { setImmediate } from 'node:timers/promises';

const LONGEST_MS = 15;

/** Lets requests through when a loop has kept the process for 15 ms. Call it once per turn. */
export function createBreather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
