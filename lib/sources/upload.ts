import 'server-only';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Db } from '../db/client';
import { deliveries } from '../db/schema/deliveries';
import { AppError } from '../errors';
import { openObject } from '../storage/read-object';
import type { FileStorage } from '../storage/storage';
import { isMissing, storageError } from '../storage/storage-error';
import { openPrivateFile } from './private-file';
import { readBetween } from './read-between';
import { MOST_FILES, type OpenSourceFile, type Source, type SourceFile } from './source';

/** Deliveries that were uploaded: those whose bytes this installation keeps itself, for as long as the interface's rule says. */
export function openUploads(interfaceId: string, db: Db, storage: FileStorage): Source {
  return {
    list: () => listUploads(interfaceId, db),
    open: (wanted, signal) => openUpload(interfaceId, db, storage, wanted, signal),
  };
}

const COLUMNS = {
  path: deliveries.path,
  sizeBytes: deliveries.originalSizeBytes,
  modifiedAt: deliveries.originalStoredAt,
  key: deliveries.originalKey,
};

async function* listUploads(interfaceId: string, db: Db): AsyncGenerator<SourceFile> {
  const rows = await db
    .select(COLUMNS)
    .from(deliveries)
    .where(and(eq(deliveries.interfaceId, interfaceId), isNotNull(deliveries.originalKey)))
    .orderBy(asc(deliveries.path))
    .limit(MOST_FILES + 1);
  if (rows.length > MOST_FILES) throw new AppError('source-too-many-files', { limit: MOST_FILES });
  for (const row of rows) {
    const file = toSourceFile(row);
    if (file) yield file;
  }
}

async function findUpload(interfaceId: string, db: Db, wanted: string) {
  const [row] = await db
    .select(COLUMNS)
    .from(deliveries)
    .where(and(eq(deliveries.interfaceId, interfaceId), eq(deliveries.path, wanted)));
  const file = row && toSourceFile(row);
  return file && row.key !== null ? { file, key: row.key } : null;
}

function toSourceFile(row: { path: string; sizeBytes: number | null; modifiedAt: Date | null }): SourceFile | null {
  if (row.sizeBytes === null || row.modifiedAt === null) return null;
  return { path: row.path, sizeBytes: row.sizeBytes, modifiedAt: row.modifiedAt, complete: true };
}

async function openUpload(
  interfaceId: string,
  db: Db,
  storage: FileStorage,
  wanted: string,
  signal?: AbortSignal,
): Promise<OpenSourceFile> {
  const found = await findUpload(interfaceId, db, wanted);
  if (!found) throw new AppError('delivery-unknown', { path: wanted });
  const bytes = storage.bucket
    ? await copyObject(storage, found.key, signal)
    : await openInDirectory(path.join(storage.root, found.key));
  if (!bytes) throw new AppError('delivery-unknown', { path: wanted });
  return {
    ...bytes,
    name: path.posix.basename(wanted),
    modifiedAt: found.file.modifiedAt,
    // What was opened has a key of its own: an upload of the same name is another file, and waits to be read itself.
    changedSizeBytes: async () => null,
  };
}

type OpenBytes = Pick<OpenSourceFile, 'sizeBytes' | 'read' | 'close'>;

/** Null: the storage has no such object. */
async function openInDirectory(file: string): Promise<OpenBytes | null> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw storageError(error);
  });
  if (!handle) return null;
  const { size } = await handle.stat();
  return {
    sizeBytes: size,
    read: (start, endExclusive) => readBetween(handle, start, endExclusive),
    close: () => handle.close(),
  };
}

/** Reading a ZIP file means reading here and there, which an object store answers slowly: its bytes are brought here. */
async function copyObject(storage: FileStorage, key: string, signal?: AbortSignal): Promise<OpenBytes | null> {
  const object = await openObject(storage, key);
  if (!object) return null;
  const copy = await openPrivateFile();
  try {
    for await (const chunk of object.stream as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      await copy.append(chunk);
    }
  } catch (error) {
    await copy.close();
    signal?.throwIfAborted();
    throw storageError(error);
  }
  return {
    sizeBytes: copy.sizeBytes,
    read: (start, endExclusive) => copy.read(start, endExclusive),
    close: () => copy.close(),
  };
}
