import 'server-only';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { type FileStorage, storageError, storageKey } from './storage';

/** How many bytes a stored file has; null: it is not here. */
export async function sizeOfStored({ root }: FileStorage, sha256: string): Promise<number | null> {
  try {
    return (await stat(path.join(root, storageKey(sha256)))).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw storageError(error);
  }
}

/** A stored file's bytes from `offset` to its end. */
export function readFrom({ root }: FileStorage, sha256: string, offset: number): Readable {
  return createReadStream(path.join(root, storageKey(sha256)), { start: offset });
}
