import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import { sizeOfStored } from './read-from';
import type { FileStorage } from './storage';

/**
 * Looks once more after the database says that a file is stored: bytes that had lain there unknown may have been cleaned up at
 * that very moment. Throws `file-damaged`, and then the database says so no more.
 */
export async function confirmStored(db: Db, storage: FileStorage, sha256: string, sizeBytes: number): Promise<void> {
  if (await isReallyStored(db, storage, sha256, sizeBytes)) return;
  throw new AppError('file-damaged', { sha256 }, { retryable: true });
}

/**
 * Whether the bytes lie where the database says that they do. Where they do not, it says so no more: a delivery that has them,
 * or another installation, brings them again.
 */
export async function isReallyStored(
  db: Db,
  storage: FileStorage,
  sha256: string,
  sizeBytes: number,
): Promise<boolean> {
  if ((await sizeOfStored(storage, sha256)) === sizeBytes) return true;
  await db.execute(sql`update stored_files set stored_at = null where sha256 = ${sha256}`);
  return false;
}
