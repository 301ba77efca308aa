import 'server-only';
import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { AppError, NotFoundError } from '../errors';
import { FILE_TYPE, type FilePlace } from '../protocol/files';
import { IDLE_MS, untilIdle } from '../protocol/idle-stream';
import { readFrom, sizeOfStored } from '../storage/read-from';
import { removeStoredFile } from '../storage/remove-stored-file';
import type { FileStorage } from '../storage/storage';
import type { CallingSite } from './authenticate';
import { findReadable } from './file-access';

/** A file's bytes from an offset on. Throws `not-found` alike for what is not stored and for what this site may not read. */
export async function serveFile(
  db: Db,
  files: FileStorage,
  site: CallingSite,
  { sha256, offset }: FilePlace,
): Promise<Response> {
  const sizeBytes = (await findReadable(db, site.id, [sha256])).get(sha256);
  if (sizeBytes === undefined) throw new NotFoundError('file', sha256);
  if ((await sizeOfStored(files, sha256)) !== sizeBytes) {
    // Gone from the disk, or cut off: from now on the central server waits for it again.
    await removeStoredFile(files, sha256);
    await db.execute(sql`update stored_files set stored_at = null where sha256 = ${sha256}`);
    throw new NotFoundError('file', sha256);
  }
  if (offset > sizeBytes) throw new AppError('invalid-input', { field: 'offset', reason: 'beyond the end' });
  // A reader that takes nothing for too long loses the file, not the memory.
  const rest = offset === sizeBytes ? [] : untilIdle(readFrom(files, sha256, offset), IDLE_MS);
  return new Response(Readable.toWeb(Readable.from(rest)) as ReadableStream, {
    headers: {
      'content-type': FILE_TYPE,
      'content-length': String(sizeBytes - offset),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
