import 'server-only';
import type { Readable } from 'node:stream';
import { NotFoundError } from '../errors';
import { type ByteRange, openObject, statObject } from './read-object';
import { type FileStorage, storageKey } from './storage';

/** The bytes of a stored file, all or a range of them. Throws NotFoundError when they are not here. */
export async function openStoredFile(storage: FileStorage, sha256: string, range?: ByteRange): Promise<Readable> {
  const opened = await openObject(storage, storageKey(sha256), range);
  if (!opened) throw new NotFoundError('file', sha256);
  return opened.stream;
}

export async function hasStoredFile(storage: FileStorage, sha256: string): Promise<boolean> {
  return (await statObject(storage, storageKey(sha256))) !== null;
}
