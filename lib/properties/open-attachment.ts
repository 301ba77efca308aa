import 'server-only';
import type { Readable } from 'node:stream';
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '../db/client';
import { attachments } from '../db/schema/attachments';
import { storedFiles } from '../db/schema/stored-files';
import { NotFoundError } from '../errors';
import { isShownInline } from '../storage/media-type';
import { openStoredFile } from '../storage/open-stored-file';
import { type FileStorage, storage } from '../storage/storage';

export interface OpenAttachment {
  stream: Readable;
  sizeBytes: number;
  /** Content changes its address, so this may be cached for ever. */
  etag: string;
  /** For the answer: type by content, never sniffed, script never run, a download unless it is a picture or a PDF. */
  headers: Record<string, string>;
}

/** An attachment's bytes for a route. Throws NotFoundError when it is none, or its bytes are not here. */
export async function openAttachmentFile(db: Db, id: string, files: FileStorage = storage()): Promise<OpenAttachment> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new NotFoundError('attachment', id.slice(0, 80));
  const [row] = await db
    .select({
      name: attachments.name,
      sha256: storedFiles.sha256,
      sizeBytes: storedFiles.sizeBytes,
      mediaType: storedFiles.mediaType,
    })
    .from(attachments)
    .innerJoin(storedFiles, eq(storedFiles.sha256, attachments.fileSha256))
    .where(and(eq(attachments.id, id), isNotNull(storedFiles.storedAt), isNull(storedFiles.trashedAt)));
  if (!row) throw new NotFoundError('attachment', id);
  const inline = isShownInline(row.mediaType);
  return {
    stream: await openStoredFile(files, row.sha256),
    sizeBytes: row.sizeBytes,
    etag: `"${row.sha256}"`,
    headers: {
      'Content-Type': inline ? row.mediaType : 'application/octet-stream',
      'Content-Length': String(row.sizeBytes),
      'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeFilename(row.name ?? 'file')}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=31536000, immutable',
      ETag: `"${row.sha256}"`,
    },
  };
}

/** RFC 5987 */
function encodeFilename(name: string): string {
  const safe = name.slice(0, 200).replace(/[\ud800-\udfff]/gu, '');
  return encodeURIComponent(safe).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
