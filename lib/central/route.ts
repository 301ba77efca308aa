import 'server-only';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import { type Db, db } from '../db/client';
import { env } from '../env';
import { AppError } from '../errors';
import { HEADERS, MOST_BODY_BYTES, PROTOCOL_VERSION } from '../protocol/v1';
import { answer } from '../web/answer';
import { authenticateSite, type CallingSite } from './authenticate';

type Handler<Schema extends z.ZodType> = (db: Db, site: CallingSite, body: z.output<Schema>) => Promise<unknown>;

/** A protocol endpoint: who calls, then what; every answer says which protocol it speaks. */
export function centralRoute<Schema extends z.ZodType>(schema: Schema, handler: Handler<Schema>) {
  return async (request: Request): Promise<Response> => {
    const response = await answer(request, async () => {
      if (env().syncRole !== 'central') throw new AppError('not-a-central-server');
      const site = await authenticateSite(db(), request.headers);
      const parsed = schema.safeParse(await readJson(request));
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new AppError('invalid-input', { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
      }
      return handler(db(), site, parsed.data);
    });
    response.headers.set(HEADERS.protocol, String(PROTOCOL_VERSION));
    return response;
  };
}

/** The body as JSON, inflated if it is gzip, and at most MOST_BODY_BYTES whatever it claims. */
async function readJson(request: Request): Promise<unknown> {
  if (!request.body) throw new AppError('invalid-input', { field: 'body', reason: 'empty' });
  const raw = Readable.fromWeb(request.body as import('node:stream/web').ReadableStream);
  const stream = request.headers.get('content-encoding') === 'gzip' ? raw.pipe(createGunzip()) : raw;
  // `pipe` hands on bytes, not errors: a broken connection must end the inflating too.
  if (stream !== raw) raw.on('error', (error) => stream.destroy(error));
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MOST_BODY_BYTES) throw new AppError('request-too-large', { allowedBytes: MOST_BODY_BYTES });
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('invalid-input', { field: 'body', reason: 'unreadable' }, { cause });
  }
}
