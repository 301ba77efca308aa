import 'server-only';
import type { z } from 'zod';
import { type Db, db } from '../db/client';
import { env } from '../env';
import { AppError } from '../errors';
import { answerVersion } from '../protocol/negotiate';
import { splitRecords } from '../protocol/split-records';
import { HEADERS, MOST_BODY_BYTES, PROTOCOL_VERSIONS } from '../protocol/v1';
import { answer } from '../web/answer';
import { auditingTokens } from '../web/token-refusals';
import { authenticateSite, type CallingSite } from './authenticate';
import { readBody } from './read-body';

type Handler<Schema extends z.ZodType> = (db: Db, site: CallingSite, body: z.output<Schema>) => Promise<unknown>;

/** A protocol endpoint: who calls, then what. */
export function centralRoute<Schema extends z.ZodType>(schema: Schema, handler: Handler<Schema>) {
  return centralEndpoint(async (request) => {
    const site = await authenticateSite(db(), request.headers);
    return handler(db(), site, parse(schema, readJson(await readBody(request, MOST_BODY_BYTES))));
  });
}

/** An endpoint that does everything for itself but what all have in common: the role, and saying which protocol is spoken. */
export function centralEndpoint(work: (request: Request) => Promise<unknown>) {
  return async (request: Request): Promise<Response> => {
    const response = await answer(request, () => {
      if (env().syncRole !== 'central') throw new AppError('not-a-central-server');
      return auditingTokens(request, { action: 'site.call' }, () => work(request));
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
  const text = await readBody(request, MOST_BODY_BYTES);
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
