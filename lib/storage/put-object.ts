import 'server-only';
import { createReadStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from './make-folder';
import type { FileStorage } from './storage';
import { storageError, storing } from './storage-error';

/** Before each further try of an upload; the client itself cannot send a stream twice. */
const RETRY_DELAYS_MS = [200, 1_000];

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

async function upload({ disk }: FileStorage, key: string, file: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      const { size } = await stat(file);
      if (size === 0) await disk.put(key, new Uint8Array(0));
      else await disk.putStream(key, createReadStream(file), { contentLength: size });
      return;
    } catch (thrown) {
      const error = storageError(thrown);
      const delayMs = RETRY_DELAYS_MS[attempt];
      if (delayMs === undefined || error.code !== 'storage-unavailable') throw error;
      await sleep(delayMs);
    }
  }
}
