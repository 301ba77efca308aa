import 'server-only';
import { createGunzip } from 'node:zlib';
import { AppError } from '../errors';
import { IDLE_MS, untilIdle } from '../protocol/idle-stream';
import { openBody } from './open-body';

/** A request's body as text, inflated if it is gzip, and at most `mostBytes` whatever it claims. */
export async function readBody(request: Request, mostBytes: number): Promise<string> {
  if (!request.body) throw new AppError('invalid-input', { field: 'body', reason: 'empty' });
  const raw = openBody(request.body);
  const stream = request.headers.get('content-encoding') === 'gzip' ? raw.pipe(createGunzip()) : raw;
  // `pipe` hands on bytes, not errors: a broken connection must end the inflating too.
  if (stream !== raw) raw.on('error', (error) => stream.destroy(error));
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of untilIdle(stream, IDLE_MS)) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new AppError('request-too-large', { allowedBytes: mostBytes });
      chunks.push(chunk);
    }
  } catch (error) {
    throw isGzipError(error)
      ? new AppError('invalid-input', { field: 'body', reason: 'unreadable' }, { cause: error })
      : error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What zlib says of bytes that are no gzip, or only the beginning of one. */
function isGzipError(error: unknown): boolean {
  const cause = error instanceof AppError ? error.cause : null;
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_');
}
