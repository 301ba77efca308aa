import 'server-only';
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileStorage } from './storage';
import { storageError } from './storage-error';

/** What came of a file before its transfer was cut: `partial/<scope>/<sha256>.<random>` below the storage's root. */
export interface PartialFile {
  path: string;
  sizeBytes: number;
}

const ABANDONED_AFTER_MS = 7 * 24 * 3_600_000;

export function partialFolder({ root }: FileStorage, scope: number): string {
  return path.join(root, 'partial', String(scope));
}

/** All of one scope, by hash. */
export async function findPartials(storage: FileStorage, scope: number): Promise<Map<string, PartialFile[]>> {
  const found = new Map<string, PartialFile[]>();
  const folder = partialFolder(storage, scope);
  for (const name of await namesIn(folder)) {
    const file = path.join(folder, name);
    const stats = await stat(file).catch(() => null);
    const sha256 = name.slice(0, 64);
    if (stats) found.set(sha256, [...(found.get(sha256) ?? []), { path: file, sizeBytes: stats.size }]);
  }
  return found;
}

/** How many bytes of a file an earlier try brought, by hash; none is not in it. */
export async function heldBytes(storage: FileStorage, scope: number): Promise<Map<string, number>> {
  const partials = await findPartials(storage, scope);
  return new Map([...partials].map(([sha256, files]) => [sha256, Math.max(...files.map((file) => file.sizeBytes))]));
}

/** Removes what no transfer went on with for a week; answers how many files. */
export async function removeOldPartials({ root }: FileStorage, now: Date): Promise<number> {
  let removed = 0;
  for (const scope of await namesIn(path.join(root, 'partial'))) {
    const folder = path.join(root, 'partial', scope);
    for (const name of await namesIn(folder)) {
      const file = path.join(folder, name);
      const stats = await stat(file).catch(() => null);
      if (!stats || now.getTime() - stats.mtimeMs < ABANDONED_AFTER_MS) continue;
      await rm(file, { force: true });
      removed++;
    }
    // Empty or not: a folder that is in use stays.
    await rmdir(folder).catch(() => undefined);
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
