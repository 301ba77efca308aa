import 'server-only';
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { assertThere } from './read-object';
import type { FileStorage } from './storage';
import { isMissing, storageError, storing } from './storage-error';

export interface ListedObject {
  key: string;
  sizeBytes: number;
  modifiedAt: Date;
}

export interface ListInput {
  /** Ends with `/`; empty: everything. */
  prefix?: string;
  /** Only what comes after this key, in the storage's own order. */
  after?: string;
  signal?: AbortSignal;
}

/** Files under way, which are no objects yet. */
const UNDER_WAY = new Set(['tmp', 'partial']);
const PER_REQUEST = 1_000;
const MOST_REQUESTS = 1_000_000;

/**
 * Every object, one after the other in an order that stays the same: memory holds one folder, or one answer of object
 * storage. Throws `storage-…` when it cannot look, so that nothing is taken for gone.
 */
export async function* listObjects(storage: FileStorage, input: ListInput = {}): AsyncGenerator<ListedObject> {
  const { prefix = '', after = '', signal } = input;
  if (storage.bucket) yield* listBucket(storage.bucket, { prefix, after, ...(signal && { signal }) });
  else {
    await assertThere(storage);
    yield* walk(storage.root, prefix, after.split('/').filter(Boolean), prefix === '', signal);
  }
}

async function* listBucket(
  { client, name }: NonNullable<FileStorage['bucket']>,
  { prefix, after, signal }: { prefix: string; after: string; signal?: AbortSignal },
): AsyncGenerator<ListedObject> {
  let place: { StartAfter: string } | { ContinuationToken: string } | null =
    after === '' ? null : { StartAfter: after };
  for (let request = 0; request < MOST_REQUESTS; request++) {
    signal?.throwIfAborted();
    const command = new ListObjectsV2Command({ Bucket: name, Prefix: prefix, MaxKeys: PER_REQUEST, ...place });
    const answer: ListObjectsV2CommandOutput = await storing(() =>
      client.send(command, { ...(signal && { abortSignal: signal }) }),
    );
    for (const { Key, Size, LastModified } of answer.Contents ?? []) {
      if (Key) yield { key: Key, sizeBytes: Size ?? 0, modifiedAt: LastModified ?? new Date() };
    }
    if (!answer.IsTruncated || !answer.NextContinuationToken) return;
    place = { ContinuationToken: answer.NextContinuationToken };
  }
}

/** `after`: the rest of the key to go on behind, below this folder. */
async function* walk(
  root: string,
  folder: string,
  after: readonly string[],
  top: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<ListedObject> {
  const [from = ''] = after;
  for (const entry of await entriesOf(path.join(root, folder))) {
    signal?.throwIfAborted();
    if (entry.name < from || (top && UNDER_WAY.has(entry.name))) continue;
    const key = folder + entry.name;
    if (entry.isDirectory()) {
      yield* walk(root, `${key}/`, entry.name === from ? after.slice(1) : [], false, signal);
    } else if (entry.isFile() && !(entry.name === from && after.length === 1)) {
      const listed = await lookAt(root, key);
      if (listed) yield listed;
    }
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (isMissing(error)) return [];
    throw storageError(error);
  }
}

/** Null: it went while the folder was being read. */
async function lookAt(root: string, key: string): Promise<ListedObject | null> {
  try {
    const stats = await stat(path.join(root, key));
    return { key, sizeBytes: stats.size, modifiedAt: stats.mtime };
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(error);
  }
}
