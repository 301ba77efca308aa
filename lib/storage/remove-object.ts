import 'server-only';
import { rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { FileStorage } from './storage';
import { storing } from './storage-error';

/** Removes an object for good; none there is fine. */
export async function removeObject({ bucket, root }: FileStorage, key: string): Promise<void> {
  await storing(async () => {
    if (bucket) await bucket.client.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: key }));
    else await removeFile(path.join(root, key), HAS_FOLDER.test(key));
  });
}

/** Below these each object has a folder of its own. */
const HAS_FOLDER = /^(originals|trash)\//;

async function removeFile(file: string, withFolder: boolean): Promise<void> {
  await rm(file, { force: true });
  // Not empty, or gone already: it stays, or is gone.
  if (withFolder) await rmdir(path.dirname(file)).catch(() => undefined);
}
