import { pause } from '../clock';

/** Waits before a transaction is tried again, each a little more or less, so that two do not meet again. */
const RETRY_DELAYS_MS = [20, 100, 400] as const;

/**
 * Runs a transaction, and again where Postgres refused to serialise it (40001) or sacrificed it to end a deadlock (40P01):
 * then nothing of it is written. `attempt` keeps nothing of a try outside the database.
 */
export async function retryRefused<T>(attempt: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (const delay of RETRY_DELAYS_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isRefused(error)) throw error;
      await pause(delay * (0.5 + Math.random()), signal);
    }
  }
  return attempt();
}

export function isRefused(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as { code?: unknown };
    if (code === '40001' || code === '40P01') return true;
  }
  return false;
}
