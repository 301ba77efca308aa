import 'server-only';
import path from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { env } from '../env';
import { AppError } from '../errors';

/** Where stored files lie. Keys are made of content hashes only: no delivered name ever reaches a path. */
export interface FileStorage {
  disk: Disk;
  /** Absolute; files under way are written to `tmp` below it and moved when they are whole. */
  root: string;
}

export function openStorage(root: string): FileStorage {
  return { disk: new Disk(new FSDriver({ location: root, visibility: 'private' })), root };
}

/** This installation's storage. */
export function storage(): FileStorage {
  return openStorage(path.join(env().dataDir, 'files'));
}

/** `ab/cd/<sha256>` */
export function storageKey(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new AppError('not-found', { what: 'file', id: sha256.slice(0, 80) });
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}

/** Names the host's problem: no space, no permission, away. */
export function storageError(error: unknown): AppError {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new AppError('storage-full', {}, { cause: error, retryable: true })
    : new AppError('storage-unavailable', {}, { cause: error, retryable: true });
}
