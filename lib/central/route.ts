import 'server-only';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import { type Db, db } from '../db/client';
import { env } from '../env';
import { AppError } from '../errors';
import { answerVersion } from '../protocol/negotiate';
import { splitRecords } from '../protocol/split-records';
import { HEADERS, MOST_BODY_BYTES, PROTOCOL_VERSIONS } from '../protocol/v1';
import { answer } from '../web/answer';
import { authenticateSite, type CallingSite } from './authenticate';

type Handler<Schema extends z.ZodType> = (db: Db, site: CallingSite, body: z.output<Schema>) => Promise<unknown>;

/** A protocol endpoint: who calls, then what. */
export function centralRoute<Schema extends z.ZodType>(schema: Schema, handler: Handler<Schema>) {
  return centralEndpoint(async (request) => {
    const site = await authenticateSite(db(), request.headers);
    return handler(db(), site, parse(schema, readJson(await readBody(request))));
  });
}

/** An endpoint that does everything for itself but what all have in common: the role, and saying which protocol is spoken. */
export function centralEndpoint(work: (request: Request) => Promise<unknown>) {
  return async (request: Request): Promise<Response> => {
    const response = await answer(request, () => {
      if (env().syncRole !== 'central') throw new AppError('not-a-central-server');
      return work(request);
    });
    const version = answerVersion(request.headers.get(HEADERS.protocol), PROTOCOL_VERSIONS);
    response.headers.set(HEADERS.protocol, String(version));
    return response;
  };
}

/** A message whose records stay text. */
export async function readMessage<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<{ head: z.output<Schema>; records: string }> {
  const text = await readBody(request);
  const { head, records } = unreadable(() => splitRecords(text));
  return { head: parse(schema, head), records };
}

/** An answer whose text is made already. */
export function jsonText(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
}

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid-input', { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
}

function readJson(text: string): unknown {
  return unreadable((): unknown => JSON.parse(text));
}

function unreadable<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new AppError('invalid-input', { field: 'body', reason: 'unreadable' }, { cause });
  }
}

/** The body as text, inflated if it is gzip, and at most MOST_BODY_BYTES whatever it claims. */
async function readBody(request: Request): Promise<string> {
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
    return Buffer.concat(chunks).toString('utf8');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('invalid-input', { field: 'body', reason: 'unreadable' }, { cause });
  }
}
