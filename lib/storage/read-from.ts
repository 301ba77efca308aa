import 'server-only';
import { Readable } from 'node:stream';
import { NotFoundError } from '../errors';
import { openObject, statObject } from './read-object';
import { type FileStorage, storageKey } from './storage';
import { storageError } from './storage-error';

/** How many bytes a stored file has; null: it is not here. */
export async function sizeOfStored(storage: FileStorage, sha256: string): Promise<number | null> {
  return (await statObject(storage, storageKey(sha256)))?.sizeBytes ?? null;
}

/** A stored file's bytes from `offset` to its end; opened when they are read. */
export function readFrom(storage: FileStorage, sha256: string, offset: number): Readable {
  return Readable.from(chunksFrom(storage, sha256, offset), { objectMode: false });
}

async function* chunksFrom(storage: FileStorage, sha256: string, offset: number): AsyncGenerator<Buffer> {
  const key = storageKey(sha256);
  // Object storage refuses a range that begins at the end.
  if (offset > 0 && (await statObject(storage, key))?.sizeBytes === offset) return;
  const opened = await openObject(storage, key, { start: offset });
  if (!opened) throw new NotFoundError('file', sha256);
  try {
    for await (const chunk of opened.stream) yield chunk as Buffer;
  } catch (error) {
    throw storageError(error);
  }
}
