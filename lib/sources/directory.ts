import 'server-only';
import { open, opendir, realpath, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../errors';
import { lookBeside } from './beside';
import { isAbsent, realPathInside } from './inside';
import { readBetween } from './read-between';
import { isDeliveryName, isSameVersion, MOST_FILES, type OpenSourceFile, type Source, type SourceFile } from './source';

const MOST_DEPTH = 8;

/** Deliveries in a directory below one of `roots`; links that lead out of that directory are not followed. */
export async function openDirectory(roots: readonly string[], relative: string): Promise<Source> {
  const base = await findDirectory(roots, relative);
  return {
    list: (signal) => listDirectory(base, signal),
    open: (file) => openFile(base, file),
    remove: (file) => removeFile(base, file),
  };
}

/** The directory's real path. Throws `source-not-allowed` or `source-missing`. */
export async function findDirectory(roots: readonly string[], relative: string): Promise<string> {
  let outside: unknown;
  for (const root of roots) {
    const realRoot = await realpath(root).catch(() => null);
    if (realRoot === null) continue;
    try {
      const real = await realPathInside(realRoot, relative);
      if (real !== null && (await stat(real)).isDirectory()) return real;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'source-not-allowed')) throw error;
      outside = error;
    }
  }
  if (outside) throw outside;
  throw new AppError('source-missing', { path: relative });
}

async function* listDirectory(base: string, signal?: AbortSignal): AsyncGenerator<SourceFile> {
  const waiting: { folder: string; depth: number }[] = [{ folder: '', depth: 0 }];
  let found = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const entry of await readFolder(path.join(base, next.folder))) {
      signal?.throwIfAborted();
      const relative = next.folder === '' ? entry.name : `${next.folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && next.depth < MOST_DEPTH) {
          waiting.push({ folder: relative, depth: next.depth + 1 });
        }
        continue;
      }
      const file = isDeliveryName(entry.name) ? await describeFile(base, relative) : null;
      if (!file) continue;
      if (++found > MOST_FILES) throw new AppError('source-too-many-files', { limit: MOST_FILES });
      yield file;
    }
  }
}

async function readFolder(folder: string) {
  const entries = [];
  try {
    for await (const entry of await opendir(folder)) entries.push(entry);
  } catch (error) {
    throw new AppError('source-unreadable', { path: folder }, { cause: error, retryable: true });
  }
  return entries;
}

/** Null for what is no file, leads out of the source, or has gone meanwhile. */
async function describeFile(base: string, relative: string): Promise<SourceFile | null> {
  try {
    const real = await realPathInside(base, relative);
    if (real === null) return null;
    const stats = await stat(real);
    return stats.isFile() ? { path: relative, sizeBytes: stats.size, modifiedAt: toMoment(stats.mtimeMs) } : null;
  } catch (error) {
    if (isAbsent(error) || (error instanceof AppError && error.code === 'source-not-allowed')) return null;
    throw error;
  }
}

async function openFile(base: string, relative: string): Promise<OpenSourceFile> {
  const real = await realPathInside(base, relative);
  if (real === null) throw new AppError('delivery-unknown', { path: relative });
  const handle = await open(real, 'r').catch((error: unknown) => {
    if (isAbsent(error)) throw new AppError('delivery-unknown', { path: relative });
    throw new AppError('source-unreadable', { path: relative }, { cause: error, retryable: true });
  });
  const stats = await handle.stat();
  if (!stats.isFile()) {
    await handle.close();
    throw new AppError('delivery-unknown', { path: relative });
  }
  return {
    name: path.posix.basename(relative),
    sizeBytes: stats.size,
    modifiedAt: toMoment(stats.mtimeMs),
    read: (start, endExclusive) => readBetween(handle, start, endExclusive),
    beside: lookBeside(path.dirname(real)),
    changedSizeBytes: async () => {
      const now = await handle.stat();
      return now.size === stats.size && now.mtimeMs === stats.mtimeMs ? null : now.size;
    },
    close: () => handle.close(),
  };
}

async function removeFile(base: string, file: SourceFile): Promise<boolean> {
  const now = await describeFile(base, file.path);
  const real = now && isSameVersion(now, file) ? await realPathInside(base, file.path) : null;
  if (real === null) return false;
  await unlink(real).catch((error: unknown) => {
    throw new AppError('source-not-removed', { path: file.path }, { cause: error });
  });
  return true;
}

/** Whole milliseconds, as the database gives them back. */
function toMoment(modifiedMs: number): Date {
  return new Date(Math.floor(modifiedMs));
}
