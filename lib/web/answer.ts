import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError, type ErrorDetails } from '../errors';
import { log } from '../log';

/** HTTP's word for each code that a route answers; what is not here is 422: understood and not possible. */
const STATUS: Record<string, number> = {
  'signed-out': 401,
  'token-refused': 401,
  forbidden: 403,
  'site-disabled': 403,
  'other-installation': 403,
  'not-found': 404,
  'interface-unknown': 404,
  'delivery-unknown': 404,
  conflict: 409,
  'session-superseded': 409,
  'already-running': 409,
  'cleanup-changed': 409,
  'delivery-running': 409,
  'uploads-not-taken': 409,
  // What was being sent did not come to its end.
  'connection-failed': 408,
  'request-too-large': 413,
  'not-a-delivery': 415,
  'invalid-input': 400,
  'rate-limited': 429,
  'login-throttled': 429,
  'database-unavailable': 503,
  'storage-full': 507,
  'storage-denied': 503,
  'storage-unavailable': 503,
};

export const REQUEST_ID_HEADER = 'x-request-id';

/** Runs the work of any route: its value as JSON, an expected error as problem+json, anything else as a logged 500. */
export async function answer(request: Request, work: () => Promise<unknown>): Promise<Response> {
  try {
    const value = await work();
    if (value instanceof Response) return value;
    return Response.json(value ?? null, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    // How Next itself passes on a redirect or that a page is dynamic.
    if (error instanceof Error && 'digest' in error) throw error;
    const requestId = crypto.randomUUID();
    const about = { method: request.method, path: new URL(request.url).pathname, requestId };
    const response = toProblem(error, about);
    response.headers.set(REQUEST_ID_HEADER, requestId);
    return response;
  }
}

/** By its id a person who reports an error leads us to its line in the log. */
function toProblem(error: unknown, about: { method: string; path: string; requestId: string }): Response {
  if (!(error instanceof AppError)) {
    log().error({ err: error, ...about }, 'a route failed');
    return problemResponse(500, 'unexpected', { requestId: about.requestId });
  }
  const { code, details } = error;
  // A page whose session is over asks again and again.
  if (code !== 'signed-out') log().info({ code, details, ...about }, 'a request was refused');
  return problemResponse(STATUS[code] ?? 422, code, details);
}

export function problemResponse(status: number, code: string, details: ErrorDetails = {}): Response {
  return Response.json(
    { type: `urn:estate-sync:error:${code}`, title: code, status, code, details },
    {
      status,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        ...(typeof details.retryAfterSeconds === 'number' ? { 'retry-after': String(details.retryAfterSeconds) } : {}),
      },
    },
  );
}

/** Whether an `Authorization: Bearer …` header carries the secret; takes the same time however much of it is right. */
export function bearerMatches(header: string | null, secret: string): boolean {
  const given = /^Bearer ([\x21-\x7e]+)$/.exec(header ?? '')?.[1];
  if (!given || !secret) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
