import { Readable } from 'node:stream';
import { openDelivery } from '../openimmo/open';
import type { DeliveryBytes } from '../openimmo/types';

/** The header stands at the beginning; an archive's directory, which is read before, at most takes some megabytes. */
const MOST_BYTES = 16 * 1024 * 1024;

class EnoughRead extends Error {}

/**
 * When a delivery's (first) transfer was made by its own account, from no more than its header. Null: it has no timestamp,
 * or its header stands behind everything else. What makes it unreadable is thrown: DeliveryError, or the source's error.
 */
export async function peekTransfer(file: DeliveryBytes, signal: AbortSignal): Promise<Date | null> {
  try {
    const opened = await openDelivery(readSparingly(file), { signal });
    for await (const event of opened.events({ signal })) {
      if (event.type === 'transfer') return event.header.timestamp ? new Date(event.header.timestamp) : null;
    }
  } catch (error) {
    if (!isEnough(error)) throw error;
  }
  return null;
}

function readSparingly(file: DeliveryBytes): DeliveryBytes {
  let left = MOST_BYTES;
  async function* within(stream: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      left -= chunk.length;
      if (left < 0) throw new EnoughRead();
      yield chunk;
    }
  }
  const { name, sizeBytes } = file;
  return {
    name,
    sizeBytes,
    read: (start, end) => Readable.from(within(file.read(start, end)), { objectMode: false }),
  };
}

function isEnough(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof EnoughRead) return true;
  }
  return false;
}
