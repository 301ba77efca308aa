import 'server-only';
import { createReadStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { uploadInParts } from './in-parts';
import { makeFolder } from './make-folder';
import { retryUpload } from './retry-upload';
import type { FileStorage } from './storage';
import { storing } from './storage-error';

/**
 * Gives a file under way its place; afterwards it is no longer where it was. Readers see the whole object or none: a rename
 * does so, and so does object storage.
 */
export async function putObject(storage: FileStorage, key: string, temporaryPath: string): Promise<void> {
  if (storage.bucket) {
    await upload(storage, key, temporaryPath);
    await storing(() => rm(temporaryPath, { force: true }));
    return;
  }
  const target = path.join(storage.root, key);
  await storing(async () => {
    await makeFolder(path.dirname(target));
    await rename(temporaryPath, target);
  });
}

async function upload({ disk, bucket }: FileStorage, key: string, file: string): Promise<void> {
  const { size } = await storing(() => stat(file));
  if (bucket && size > bucket.partBytes) return storing(() => uploadInParts(bucket, key, file, size));
  await retryUpload(() =>
    size === 0
      ? disk.put(key, new Uint8Array(0))
      : disk.putStream(key, createReadStream(file), { contentLength: size }),
  );
}
