import type { Readable } from 'node:stream';
import { AppError } from '../errors';

/** How long the other side may send, or take, nothing. */
export const IDLE_MS = 30_000;

/**
 * A stream's chunks for as long as there are any; `connection-failed` when none came for `idleMs` or the stream broke.
 * However long a file takes: what moves is not stopped.
 */
export async function* untilIdle(stream: Readable, idleMs: number): AsyncGenerator<Buffer> {
  const broken = (kind: string, cause?: unknown) =>
    new AppError('connection-failed', { kind }, { cause, retryable: true });
  const timer = setTimeout(() => stream.destroy(broken('timeout')), idleMs);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      timer.refresh();
      yield chunk;
      timer.refresh();
    }
  } catch (error) {
    throw error instanceof AppError ? error : broken('cut', error);
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
}
