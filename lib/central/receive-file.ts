import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { AppError, NotFoundError } from '../errors';
import { MOST_FILE_BYTES, type UploadPlace } from '../protocol/files';
import { IDLE_MS, untilIdle } from '../protocol/idle-stream';
import { confirmStored } from '../storage/confirm-stored';
import { continueFile } from '../storage/continue-file';
import type { FileStorage } from '../storage/storage';
import type { CallingSite } from './authenticate';
import { findNeeds } from './file-access';
import { openBody } from './open-body';

/**
 * Takes the bytes of a file that this site's attachments refer to, from an offset on, and says that they are here once
 * they are what the hash says. A file that is there already changes nothing. Throws `not-found` for one that nobody waits
 * for, `request-too-large`, `conflict` (heldBytes), `file-damaged`, `storage-full`, `connection-failed`.
 */
export async function receiveFile(
  db: Db,
  files: FileStorage,
  site: CallingSite,
  { sha256, offset, size }: UploadPlace,
  body: ReadableStream | null,
): Promise<{ stored: true }> {
  if (size > MOST_FILE_BYTES) throw new AppError('request-too-large', { allowedBytes: MOST_FILE_BYTES });
  if (offset > size) throw new AppError('invalid-input', { field: 'offset', reason: 'beyond the end' });
  const need = (await findNeeds(db, site.id, [sha256])).get(sha256);
  if (need === 'stored') return { stored: true };
  if (need !== 'wanted') throw new NotFoundError('file', sha256);
  const { mediaType } = await continueFile(
    files,
    { scope: site.id, sha256, offset, sizeBytes: size },
    untilIdle(openBody(body), IDLE_MS),
  );
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into stored_files (sha256, size_bytes, media_type, stored_at) values (${sha256}, ${size}, ${mediaType}, now())
      on conflict (sha256) do update set size_bytes = excluded.size_bytes, media_type = excluded.media_type,
        stored_at = coalesce(stored_files.stored_at, now())`);
    await tx.execute(sql`
      insert into file_uploads (site_id, sha256) values (${site.id}, ${sha256}) on conflict do nothing`);
  });
  await confirmStored(db, files, sha256, size);
  return { stored: true };
}
