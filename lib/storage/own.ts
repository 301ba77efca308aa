import 'server-only';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../errors';
import { makeFolder } from './make-folder';
import { putObject } from './put-object';
import { openObject } from './read-object';
import type { FileStorage } from './storage';
import { storing } from './storage-error';

/** Says whose storage it is. */
export const OWNER_KEY = 'installation';
const MOST_BYTES = 100;

/**
 * Two installations in one directory or bucket would each take the other's files for unknown: whoever looks for such files
 * first writes its id there. Throws `storage-shared` when it is another one's.
 */
export async function assertOwn(storage: FileStorage, installationId: string): Promise<void> {
  const owner = await readOwner(storage);
  if (owner === null) await claim(storage, installationId);
  const settled = owner ?? (await readOwner(storage));
  if (settled !== installationId) throw new AppError('storage-shared', {});
}

async function readOwner(storage: FileStorage): Promise<string | null> {
  const found = await openObject(storage, OWNER_KEY, { start: 0, end: MOST_BYTES - 1 });
  if (!found) return null;
  const chunks: Buffer[] = [];
  await storing(async () => {
    for await (const chunk of found.stream) chunks.push(chunk as Buffer);
  });
  return Buffer.concat(chunks).toString('utf8').trim();
}

async function claim(storage: FileStorage, installationId: string): Promise<void> {
  const file = path.join(storage.root, 'tmp', randomUUID());
  await storing(async () => {
    await makeFolder(path.dirname(file));
    await writeFile(file, installationId);
  });
  await putObject(storage, OWNER_KEY, file);
}
