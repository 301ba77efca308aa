import 'server-only';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadBucketCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { AppError } from '../errors';
import type { FileStorage } from './storage';
import { isMissing, storageError, storing } from './storage-error';

export interface StoredObject {
  sizeBytes: number;
  modifiedAt: Date;
}

export interface OpenObject extends StoredObject {
  stream: Readable;
}

/** Both ends belong to it. */
export interface ByteRange {
  start: number;
  end?: number;
}

/** Size and age of an object; null: there is none. A storage that is away as a whole is an error, never "none". */
export function statObject(storage: FileStorage, key: string): Promise<StoredObject | null> {
  return presentOrNull(storage, async () => {
    const { bucket, root } = storage;
    if (!bucket) {
      const stats = await stat(path.join(root, key));
      return { sizeBytes: stats.size, modifiedAt: stats.mtime };
    }
    const head = await bucket.client.send(new HeadObjectCommand({ Bucket: bucket.name, Key: key }));
    return { sizeBytes: head.ContentLength ?? 0, modifiedAt: head.LastModified ?? new Date(0) };
  });
}

/** An object's bytes, all or a range of them, with the whole object's size; null: there is none. */
export function openObject(storage: FileStorage, key: string, range?: ByteRange): Promise<OpenObject | null> {
  return presentOrNull(storage, () =>
    storage.bucket ? openInBucket(storage.bucket, key, range) : openInDirectory(path.join(storage.root, key), range),
  );
}

async function openInDirectory(file: string, range: ByteRange = { start: 0 }): Promise<OpenObject> {
  const handle = await open(file, 'r');
  try {
    const stats = await handle.stat();
    const stream = handle.createReadStream({ start: range.start, ...(range.end !== undefined && { end: range.end }) });
    return { stream, sizeBytes: stats.size, modifiedAt: stats.mtime };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openInBucket(
  bucket: NonNullable<FileStorage['bucket']>,
  key: string,
  range?: ByteRange,
): Promise<OpenObject> {
  const whole = range === undefined || (range.start === 0 && range.end === undefined);
  const answer = await bucket.client.send(
    new GetObjectCommand({
      Bucket: bucket.name,
      Key: key,
      ...(!whole && { Range: `bytes=${range.start}-${range.end ?? ''}` }),
    }),
  );
  const sizeBytes = Number(/\/(\d+)$/.exec(answer.ContentRange ?? '')?.[1] ?? answer.ContentLength ?? 0);
  const body = answer.Body as Readable | undefined;
  return { stream: body ?? Readable.from([]), sizeBytes, modifiedAt: answer.LastModified ?? new Date(0) };
}

async function presentOrNull<T>(storage: FileStorage, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!isMissing(error)) throw storageError(error);
    await assertThere(storage);
    return null;
  }
}

/** Throws `storage-…` unless the directory or the bucket itself is there: a disk that is not mounted has no files either. */
export async function assertThere({ bucket, root }: FileStorage): Promise<void> {
  if (!bucket) return storing(async () => void (await stat(root)));
  try {
    await bucket.client.send(new HeadBucketCommand({ Bucket: bucket.name }));
  } catch (error) {
    if (isMissing(error)) throw new AppError('storage-denied', { bucket: bucket.name }, { cause: error });
    throw storageError(error);
  }
}
