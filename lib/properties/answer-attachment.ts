import 'server-only';
import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { NotFoundError } from '../errors';
import { isReallyStored } from '../storage/confirm-stored';
import { parseRange } from '../storage/parse-range';
import { type FileStorage, storage } from '../storage/storage';
import { openThumbnail } from '../storage/thumbnail';
import { type ThumbnailWidth, thumbnailWidth } from '../storage/thumbnail-key';
import { type AttachmentFile, etagOf, findAttachmentFile, headersOf, openFile, SAFE_HEADERS } from './open-attachment';

/**
 * Answers a request for an attachment: its bytes, a range of them, that they are known already, or with `?width=` a small
 * picture of it. Throws NotFoundError when it is none, or its bytes are not here; bytes that got lost are then awaited again.
 */
export async function answerAttachment(
  db: Db,
  request: Request,
  id: string,
  files: FileStorage = storage(),
): Promise<Response> {
  const file = await findAttachmentFile(db, id);
  try {
    return await answerFile(db, request, file, files);
  } catch (error) {
    if (error instanceof NotFoundError) await isReallyStored(db, files, file.sha256, file.sizeBytes);
    throw error;
  }
}

async function answerFile(db: Db, request: Request, file: AttachmentFile, files: FileStorage): Promise<Response> {
  const wanted = Number(new URL(request.url).searchParams.get('width') ?? Number.NaN);
  if (Number.isFinite(wanted) && wanted > 0) {
    return answerThumbnail(db, request, file, thumbnailWidth(wanted), files);
  }
  return answerBytes(request, file, files);
}

async function answerBytes(request: Request, file: AttachmentFile, files: FileStorage): Promise<Response> {
  if (isKnown(request, etagOf(file))) return notModified(headersOf(file));
  const range = rangeOf(request, file);
  if (range === 'unsatisfiable') {
    const headers = { ...SAFE_HEADERS, 'Content-Range': `bytes */${file.sizeBytes}` };
    return new Response(null, { status: 416, headers });
  }
  if (!range) {
    const { stream, headers } = await openFile(file, files);
    return new Response(bodyOf(stream), { headers });
  }
  const { stream, headers } = await openFile(file, files, range);
  const { start, end } = range;
  return new Response(bodyOf(stream), {
    status: 206,
    headers: {
      ...headers,
      'Content-Length': String(end - start + 1),
      'Content-Range': `bytes ${start}-${end}/${file.sizeBytes}`,
    },
  });
}

/** A range of another version is no use: content has one version, so only another content's mark speaks against it. */
function rangeOf(request: Request, file: AttachmentFile) {
  const condition = request.headers.get('if-range');
  if (condition !== null && condition !== etagOf(file)) return null;
  return parseRange(request.headers.get('range'), file.sizeBytes);
}

async function answerThumbnail(
  db: Db,
  request: Request,
  file: AttachmentFile,
  width: ThumbnailWidth,
  files: FileStorage,
): Promise<Response> {
  const headers = {
    ...SAFE_HEADERS,
    'Content-Type': 'image/webp',
    'Content-Disposition': 'inline',
    'Cache-Control': 'private, max-age=31536000, immutable',
    ETag: `"${file.sha256}-${width}"`,
  };
  if (isKnown(request, headers.ETag)) return notModified(headers);
  const thumbnail = await openThumbnail(files, { ...file, width, isStillStored: () => isStored(db, file.sha256) });
  if (!thumbnail) return new Response(BROKEN_PICTURE, { headers: { ...SAFE_HEADERS, ...BROKEN_HEADERS } });
  return new Response(bodyOf(thumbnail.stream), {
    headers: { ...headers, 'Content-Length': String(thumbnail.sizeBytes) },
  });
}

async function isStored(db: Db, sha256: string): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from stored_files where sha256 = ${sha256} and stored_at is not null`);
  return rows.length > 0;
}

/** What stands for a picture that cannot be drawn: the same quiet sign as where there is none (lucide, `image-off`). */
const BROKEN_PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="72" viewBox="-36 -24 96 72" fill="none" stroke="#8a8f98" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"><path d="m2 2 20 20M10.41 10.41a2 2 0 1 1-2.83-2.83M13.5 13.5 6 21M18 12l3 3M3.59 3.59A2 2 0 0 0 3 5v14a2 2 0 0 0 2 2h14c.55 0 1.05-.22 1.41-.59M21 15V5a2 2 0 0 0-2-2H9"/></svg>`;
const BROKEN_HEADERS = { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'private, max-age=60' };

function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match');
  if (known === null) return false;
  return known.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));
}

function notModified(headers: Record<string, string>): Response {
  const { 'Content-Type': _type, 'Content-Length': _length, ...rest } = headers;
  return new Response(null, { status: 304, headers: rest });
}

const bodyOf = (stream: Readable): ReadableStream => Readable.toWeb(stream) as ReadableStream;
