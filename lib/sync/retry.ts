import 'server-only';
import { pause } from '../clock';
import { AppError } from '../errors';

/** Waits before another try, about 8 s in all. */
export const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000] as const;
/** A central server that says when to come again is not asked before; for longer than this the run fails, and the next one tries. */
const MOST_WAIT_MS = 8_000;

export interface RetryRule {
  delaysMs: readonly number[];
  signal: AbortSignal | undefined;
  /** How long the central server may ask to wait. */
  mostWaitMs?: number;
}

/**
 * Does the work again after errors that may pass, until the delays are used up. `hasMoved` says after an error whether that
 * try came further than the one before: then the delays begin anew, `mostTries` at most.
 */
export async function retry<T>(
  { delaysMs, signal, mostWaitMs = MOST_WAIT_MS }: RetryRule,
  work: () => Promise<T>,
  { hasMoved = () => false, mostTries = 1_000 }: { hasMoved?: () => boolean; mostTries?: number } = {},
): Promise<T> {
  for (let attempt = 0, failures = 0; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      if (hasMoved()) failures = 0;
      const delay = attempt < mostTries ? waitAfter(error, delaysMs[failures++]) : null;
      if (delay === null || delay > mostWaitMs) throw withAttempt(error, attempt + 1);
      await pause(delay, signal);
    }
  }
}

/** null: no other try. */
function waitAfter(error: unknown, delayMs: number | undefined): number | null {
  if (delayMs === undefined || !(error instanceof AppError) || !error.retryable) return null;
  const asked = Number(error.details.retryAfterSeconds ?? 0) * 1_000;
  return Math.max(asked, delayMs * (0.75 + Math.random() / 2));
}

/** How often it was tried, for the details behind the error. */
function withAttempt(error: unknown, attempt: number): unknown {
  if (!(error instanceof AppError)) return error;
  return new AppError(error.code, { ...error.details, attempt }, { cause: error.cause, retryable: error.retryable });
}
