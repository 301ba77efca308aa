import 'server-only';
import type { Readable } from 'node:stream';
import { NotFoundError } from '../errors';
import { type FileStorage, storageError, storageKey } from './storage';

/** The bytes of a stored file. Throws NotFoundError when they are not here. */
export async function openStoredFile({ disk }: FileStorage, sha256: string): Promise<Readable> {
  const key = storageKey(sha256);
  if (!(await hasStoredFile({ disk }, sha256))) throw new NotFoundError('file', sha256);
  try {
    return await disk.getStream(key);
  } catch (error) {
    throw storageError(error);
  }
}

export async function hasStoredFile({ disk }: Pick<FileStorage, 'disk'>, sha256: string): Promise<boolean> {
  try {
    return await disk.exists(storageKey(sha256));
  } catch (error) {
    throw storageError(error);
  }
}
