import { AppError } from '../errors';
import { failureKind } from '../net/failure-kind';
import { Problem } from '../protocol/v1';

/** No answer: name not found, refused, TLS, timeout or cut, told apart in `kind`. */
export function toConnectionError(error: unknown, url: string): AppError {
  if (isDamaged(error)) {
    return new AppError('central-unavailable', { reason: 'unreadable', url }, { cause: error, retryable: true });
  }
  const details = { host: new URL(url).host, kind: failureKind(error) };
  return new AppError('connection-failed', details, { cause: error, retryable: true });
}

/** What claims to be compressed and is not. */
function isDamaged(error: unknown): boolean {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if (/^(Z_|ERR_BROTLI)/.test(String((current as { code?: unknown }).code ?? ''))) return true;
  }
  return false;
}

const RETRYABLE_STATUS = new Set([408, 429, 500, 502, 503, 504]);

/** An answer that is no success, or that does not come from a central server. */
export function toAnswerError(response: Response, text: string, url: string): AppError {
  const problem = response.headers.get('content-type')?.includes('application/problem+json')
    ? parseProblem(text)
    : null;
  const retryable = RETRYABLE_STATUS.has(response.status);
  const requestId = problem?.requestId ?? response.headers.get('x-request-id')?.slice(0, 100);
  const traced = requestId ? { requestId } : {};
  if (problem) {
    const details = { ...traced, ...problem.details };
    return new AppError(
      response.status >= 500 ? 'central-unavailable' : problem.code,
      { status: response.status, ...details, ...retryAfter(response) },
      { retryable },
    );
  }
  const details = { url, status: response.status, ...traced };
  const cause = new Error(`answer: ${text.slice(0, 200)}`);
  if (response.status === 429) {
    return new AppError('rate-limited', { ...details, ...retryAfter(response) }, { cause, retryable: true });
  }
  if (retryable) return new AppError('central-unavailable', details, { cause, retryable: true });
  return new AppError('not-a-central-server', details, { cause });
}

/** What a far side that is overrun asks for, in seconds; a date is left aside. */
function retryAfter(response: Response): { retryAfterSeconds?: number } {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {};
}

function parseProblem(text: string) {
  try {
    const parsed = Problem.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
