import 'server-only';
import path from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { env } from '../env';
import { AppError } from '../errors';
import { type Bucket, openS3Storage } from './s3';

/**
 * Where stored files lie: below a directory, or in a bucket of object storage. Keys are made of content hashes only: no
 * delivered name ever reaches a path.
 */
export interface FileStorage {
  disk: Disk;
  /** Absolute, on this machine: files under way (`tmp`, `partial`); and all others, unless there is a bucket. */
  root: string;
  bucket: Bucket | null;
}

export function openStorage(root: string): FileStorage {
  return { disk: new Disk(new FSDriver({ location: root, visibility: 'private' })), root, bucket: null };
}

const key = Symbol.for('estate-sync.storage');
const store = globalThis as { [key]?: FileStorage };

/** This installation's storage; its connections are kept. */
export function storage(): FileStorage {
  store[key] ??= openConfigured();
  return store[key];
}

function openConfigured(): FileStorage {
  const { dataDir, s3 } = env();
  const root = path.join(dataDir, 'files');
  return s3 ? openS3Storage(s3, root) : openStorage(root);
}

/** `ab/cd/<sha256>` */
export function storageKey(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new AppError('not-found', { what: 'file', id: sha256.slice(0, 80) });
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}
