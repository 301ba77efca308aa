import 'server-only';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';

const CHUNK_BYTES = 256 * 1024;

/** A stream of the handle's bytes. (A file's own stream would close the handle when it is given up early.) */
export function readBetween(handle: FileHandle, start: number, endExclusive: number): Readable {
  return Readable.from(readChunks(handle, start, endExclusive), { objectMode: false });
}

async function* readChunks(handle: FileHandle, start: number, endExclusive: number): AsyncGenerator<Buffer> {
  for (let position = start; position < endExclusive; ) {
    const length = Math.min(CHUNK_BYTES, endExclusive - position);
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
