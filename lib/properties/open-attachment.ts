import 'server-only';
import type { Readable } from 'node:stream';
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '../db/client';
import { attachments } from '../db/schema/attachments';
import { storedFiles } from '../db/schema/stored-files';
import { NotFoundError } from '../errors';
import { isShownInline } from '../storage/media-type';
import { openStoredFile } from '../storage/open-stored-file';
import type { ByteRange } from '../storage/read-object';
import { type FileStorage, storage } from '../storage/storage';

export interface AttachmentFile {
  /** The name under which it was delivered. */
  name: string | null;
  sha256: string;
  sizeBytes: number;
  mediaType: string;
}

export interface OpenAttachment {
  stream: Readable;
  sizeBytes: number;
  /** Content changes its address, so this may be cached for ever. */
  etag: string;
  /** For the answer: type by content, never sniffed, script never run, a download unless it is a picture or a PDF. */
  headers: Record<string, string>;
}

/** What is known of an attachment's file. Throws NotFoundError when it is none, or its bytes are not here. */
export async function findAttachmentFile(db: Db, id: string): Promise<AttachmentFile> {
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
  return row;
}

/** An attachment's bytes for a route. Throws NotFoundError when it is none, or its bytes are not here. */
export async function openAttachmentFile(db: Db, id: string, files: FileStorage = storage()): Promise<OpenAttachment> {
  const file = await findAttachmentFile(db, id);
  return openFile(file, files);
}

export async function openFile(file: AttachmentFile, files: FileStorage, range?: ByteRange): Promise<OpenAttachment> {
  return {
    stream: await openStoredFile(files, file.sha256, range),
    sizeBytes: file.sizeBytes,
    etag: etagOf(file),
    headers: { ...headersOf(file), 'Content-Length': String(file.sizeBytes) },
  };
}

export const etagOf = ({ sha256 }: AttachmentFile): string => `"${sha256}"`;

/** Of every answer with an attachment's bytes, all or some of them. */
export function headersOf(file: AttachmentFile): Record<string, string> {
  const inline = isShownInline(file.mediaType);
  return {
    ...SAFE_HEADERS,
    'Content-Type': inline ? file.mediaType : 'application/octet-stream',
    'Content-Disposition': disposition(inline, file.name ?? 'file'),
    'Cache-Control': 'private, max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
    ETag: etagOf(file),
  };
}

/** Whatever the bytes are: no script, no request of their own, nothing guessed, for this application's pages only. */
export const SAFE_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** RFC 6266: a plain name for old programs, and the real one as RFC 5987 writes it. */
function disposition(inline: boolean, name: string): string {
  const plain = name.slice(0, 200).replace(/[^\w .()-]/g, '_');
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeFilename(name)}`;
}

function encodeFilename(name: string): string {
  const safe = name.slice(0, 200).replace(/[\ud800-\udfff]/gu, '');
  return encodeURIComponent(safe).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
