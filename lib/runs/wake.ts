/**
 * Tells the executors of this process that there may be work, so that a run begins at once and their looking into the
 * database can be slow. Other processes see the run when they look next. Kept on globalThis, because a build gives pages
 * and the start of the server modules of their own.
 */
interface Bell {
  rung: number;
  sleepers: Set<() => void>;
}

const key = Symbol.for('estate-sync.bell');
const store = globalThis as { [key]?: Bell };

function bell(): Bell {
  store[key] ??= { rung: 0, sleepers: new Set() };
  return store[key];
}

export function wakeExecutors(): void {
  const { sleepers } = bell();
  bell().rung++;
  for (const wake of [...sleepers]) wake();
}

/** How often it rang so far: to be read before looking for work, so that a ring in between is not lost. */
export const timesRung = (): number => bell().rung;

/** Waits until it has rung more often than `heard`, at most the given time; the signal ends the waiting too. */
export function sleepUntilRung(heard: number, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const { rung, sleepers } = bell();
    if (rung !== heard || signal.aborted) return resolve();
    const wake = () => {
      clearTimeout(timer);
      sleepers.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    sleepers.add(wake);
    signal.addEventListener('abort', wake, { once: true });
  });
}
