import 'server-only';
import { gzipSync } from 'node:zlib';
import type { z } from 'zod';
import { pause } from '../clock';
import { AppError } from '../errors';
import { joinRecords, splitRecords } from '../protocol/split-records';
import {
  ExchangeAnswerHead,
  type ExchangeHead,
  HEADERS,
  HelloAnswer,
  type HelloRequest,
  MOST_BODY_BYTES,
  PROTOCOL_VERSION,
  PullAnswerHead,
  type PullRequest,
  PushAnswer,
  type PushHead,
  SOFTWARE_VERSION,
  StatusAnswer,
  type StatusRequest,
} from '../protocol/v1';
import { VerifyAnswer, type VerifyRequest } from '../protocol/verify';
import { isLoopback, parseCentralUrl } from './central-url';
import { toAnswerError, toConnectionError } from './client-errors';

/** An answer whose records stay text. */
export type WithRecords<Head> = Head & { records: string };

export interface CentralClient {
  hello(request: z.input<typeof HelloRequest>): Promise<HelloAnswer>;
  exchange(head: ExchangeHead, records: string): Promise<WithRecords<ExchangeAnswerHead>>;
  push(head: PushHead, records: string): Promise<PushAnswer>;
  pull(request: PullRequest): Promise<WithRecords<PullAnswerHead>>;
  status(request: StatusRequest): Promise<StatusAnswer>;
  verify(request: VerifyRequest): Promise<VerifyAnswer>;
}

export interface CentralClientInput {
  url: string;
  token: string;
  installationId: string;
  signal?: AbortSignal;
  timeoutMs?: number;
  /** Waits before another try, about 8 s in all; empty: one try. */
  retryDelaysMs?: readonly number[];
}

const TIMEOUT_MS = 30_000;
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000] as const;
/** What a central server may ask to wait within a run; for longer the run fails, and the next one tries. */
const LONGEST_RETRY_AFTER_MS = 8_000;
const GZIP_FROM_BYTES = 1_024;

/** The central server as a site sees it. Every call times out, is retried briefly where that may help, and throws typed errors. */
export function createCentralClient(input: CentralClientInput): CentralClient {
  const base = parseCentralUrl(input.url);
  const call = async <T>(endpoint: string, body: string, read: (text: string, url: string) => T): Promise<T> => {
    const delays = input.retryDelaysMs ?? RETRY_DELAYS_MS;
    const url = `${base}/api/central/v1/${endpoint}`;
    for (let attempt = 1; ; attempt++) {
      input.signal?.throwIfAborted();
      try {
        return read(await request(input, url, body), url);
      } catch (error) {
        input.signal?.throwIfAborted();
        if (!(error instanceof AppError)) throw error;
        const delay = delayBeforeRetry(error, delays[attempt - 1]);
        if (delay === null) throw withAttempt(error, attempt);
        await pause(delay, input.signal);
      }
    }
  };
  const plain =
    <T>(answer: z.ZodType<T>) =>
    (text: string, url: string): T =>
      checkForm(
        parseText(() => JSON.parse(text), url),
        answer,
        url,
      );
  const withRecords =
    <T extends object>(answer: z.ZodType<T>) =>
    (text: string, url: string): WithRecords<T> => {
      const { head, records } = parseText(() => splitRecords(text), url);
      return { ...checkForm(head, answer, url), records };
    };
  return {
    hello: (body) => call('hello', JSON.stringify(body), plain(HelloAnswer)),
    exchange: (head, records) => call('exchange', joinRecords(head, records), withRecords(ExchangeAnswerHead)),
    push: (head, records) => call('push', joinRecords(head, records), plain(PushAnswer)),
    pull: (body) => call('pull', JSON.stringify(body), withRecords(PullAnswerHead)),
    status: (body) => call('status', JSON.stringify(body), plain(StatusAnswer)),
    verify: (body) => call('verify', JSON.stringify(body), plain(VerifyAnswer)),
  };
}

/** null: no other try within this run. */
function delayBeforeRetry(error: AppError, delay: number | undefined): number | null {
  if (delay === undefined || !error.retryable) return null;
  const asked = Number(error.details.retryAfterSeconds ?? 0) * 1000;
  if (asked > LONGEST_RETRY_AFTER_MS) return null;
  return Math.max(asked, delay * (0.75 + Math.random() / 2));
}

function withAttempt(error: AppError, attempt: number): AppError {
  return new AppError(error.code, { ...error.details, attempt }, { cause: error.cause, retryable: error.retryable });
}

async function request(input: CentralClientInput, url: string, body: string): Promise<string> {
  const timeout = AbortSignal.timeout(input.timeoutMs ?? TIMEOUT_MS);
  const signal = input.signal ? AbortSignal.any([timeout, input.signal]) : timeout;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { method: 'POST', redirect: 'manual', signal, ...encode(input, url, body) });
    text = await readBounded(response);
  } catch (error) {
    throw error instanceof AppError ? error : toConnectionError(error, url);
  }
  if (!response.ok || response.headers.get(HEADERS.protocol) === null) throw toAnswerError(response, text, url);
  return text;
}

function encode(input: CentralClientInput, url: string, text: string): Pick<RequestInit, 'headers' | 'body'> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${input.token}`,
    'content-type': 'application/json',
    [HEADERS.installation]: input.installationId,
    [HEADERS.protocol]: String(PROTOCOL_VERSION),
    [HEADERS.software]: SOFTWARE_VERSION,
  };
  if (text.length < GZIP_FROM_BYTES || isLoopback(new URL(url).hostname)) return { headers, body: text };
  return { headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(text, { level: 1 }) };
}

/** Reads an answer of at most MOST_BODY_BYTES, so that a far side gone wild cannot fill the memory. */
async function readBounded(response: Response): Promise<string> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BODY_BYTES) {
      throw new AppError('central-unavailable', { reason: 'answer-too-large', bytes: MOST_BODY_BYTES });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseText<T>(read: () => T, url: string): T {
  try {
    return read();
  } catch (cause) {
    throw new AppError('central-unavailable', { reason: 'unreadable', url }, { cause, retryable: true });
  }
}

function checkForm<T>(json: unknown, answer: z.ZodType<T>, url: string): T {
  const parsed = answer.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'central-unavailable',
    { reason: 'unexpected-form', url },
    { cause: parsed.error, retryable: true },
  );
}
