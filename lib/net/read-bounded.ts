import 'server-only';
import type { Readable } from 'node:stream';
import { toNetworkError, tooLarge } from './network-error';

export interface ReadBounds {
  host: string;
  /** How long nothing may come. */
  idleMs: number;
  mostBytes: number;
  /** How many bytes the far side says will come; too many are not read at all. */
  announcedBytes?: number;
  signal?: AbortSignal | undefined;
}

/**
 * A far stream's chunks as they come: `source-timed-out` when none came for `idleMs`, `source-unreachable` when it broke
 * off, `source-too-large` beyond the limit. The stream is closed in every case.
 */
export async function* readBounded(stream: Readable, bounds: ReadBounds): AsyncGenerator<Buffer> {
  const { host, idleMs, mostBytes, announcedBytes = 0, signal } = bounds;
  const giveUp = () => stream.destroy(asError(signal?.reason));
  const timer = setTimeout(() => stream.destroy(new DOMException('nothing came', 'TimeoutError')), idleMs);
  signal?.addEventListener('abort', giveUp, { once: true });
  let bytes = 0;
  try {
    signal?.throwIfAborted();
    if (announcedBytes > mostBytes) throw tooLarge(host, mostBytes);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      timer.refresh();
      bytes += chunk.length;
      if (bytes > mostBytes) throw tooLarge(host, mostBytes);
      yield chunk;
      timer.refresh();
    }
  } catch (error) {
    if (signal?.aborted && asError(signal.reason).name !== 'TimeoutError') throw signal.reason;
    throw toNetworkError(signal?.aborted ? signal.reason : error, host);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
    stream.destroy();
  }
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error('given up'));
