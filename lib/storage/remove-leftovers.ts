import 'server-only';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileStorage } from './storage';
import { storageError } from './storage-error';

const ABANDONED_AFTER_MS = 24 * 3_600_000;

/** Removes files under way whose process was killed before it could give them their place; answers how many. */
export async function removeLeftovers({ root }: FileStorage, now: Date): Promise<number> {
  const folder = path.join(root, 'tmp');
  let removed = 0;
  for (const name of await namesIn(folder)) {
    const file = path.join(folder, name);
    const stats = await stat(file).catch(() => null);
    if (!stats || now.getTime() - stats.mtimeMs < ABANDONED_AFTER_MS) continue;
    await rm(file, { force: true });
    removed++;
  }
  return removed;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw storageError(error);
  }
}
