import 'server-only';
import { toNetworkError } from './network-error';

export interface Bounds {
  host: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Ends what is under way when the time is up or the signal is aborted. */
  giveUp?: () => void;
}

/**
 * Work that ends in time, or is left: `source-timed-out`, or the signal's own reason. What else goes wrong is
 * `source-unreachable` unless it has a code of ours.
 */
export async function bounded<T>(bounds: Bounds, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const timeout = AbortSignal.timeout(Math.max(1, bounds.timeoutMs));
  const signal = bounds.signal ? AbortSignal.any([timeout, bounds.signal]) : timeout;
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      bounds.giveUp?.();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([work(signal), aborted]);
  } catch (error) {
    if (bounds.signal?.aborted && !isTimeout(bounds.signal.reason)) throw bounds.signal.reason;
    throw toNetworkError(signal.aborted ? signal.reason : error, bounds.host);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

const isTimeout = (reason: unknown): boolean => reason instanceof Error && reason.name === 'TimeoutError';
