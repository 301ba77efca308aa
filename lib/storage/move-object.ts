import 'server-only';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { copyInParts } from './in-parts';
import { makeFolder } from './make-folder';
import { statObject } from './read-object';
import { removeObject } from './remove-object';
import type { FileStorage } from './storage';
import { isMissing, storing } from './storage-error';

/** Gives an object another key; false: it was not there any more. Object storage copies first, so nothing is lost halfway. */
export async function moveObject(storage: FileStorage, from: string, to: string): Promise<boolean> {
  return storing(async () => {
    try {
      await copyOrRename(storage, from, to);
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
    if (storage.bucket) await removeObject(storage, from);
    return true;
  });
}

async function copyOrRename(storage: FileStorage, from: string, to: string): Promise<void> {
  const { bucket, root } = storage;
  if (bucket) {
    const source = [bucket.name, ...from.split('/')].map(encodeURIComponent).join('/');
    const { sizeBytes = 0 } = (await statObject(storage, from)) ?? {};
    if (sizeBytes > bucket.copyBytes) return copyInParts(bucket, source, to, sizeBytes);
    await bucket.client.send(new CopyObjectCommand({ Bucket: bucket.name, Key: to, CopySource: source }));
    return;
  }
  const target = path.join(root, to);
  await makeFolder(path.dirname(target));
  await rename(path.join(root, from), target);
}
