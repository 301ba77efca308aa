import 'server-only';
import { PassThrough, Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';

/**
 * A request's body as a stream that can be given up before its end. The body itself must not be: when the far side goes on
 * sending after that, Node throws where nobody can catch it ("ReadableStream is already closed").
 */
export function openBody(body: ReadableStream | null): Readable {
  if (!body) return Readable.from([]);
  const through = new PassThrough();
  // Whoever reads is told that the body broke off; before and after that nobody listens, and Node would end the process.
  through.on('error', () => undefined);
  const raw = Readable.fromWeb(body as WebStream);
  // `pipe` hands on bytes, not errors.
  raw.on('error', (error) => through.destroy(error));
  return raw.pipe(through);
}
