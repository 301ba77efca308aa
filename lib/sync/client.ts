import 'server-only';
import { gzipSync } from 'node:zlib';
import type { z } from 'zod';
import { AppError } from '../errors';
import type { VersionRange } from '../protocol/negotiate';
import { joinRecords, splitRecords } from '../protocol/split-records';
import {
  ExchangeAnswerHead,
  type ExchangeHead,
  HEADERS,
  HelloAnswer,
  type HelloRequest,
  MOST_BODY_BYTES,
  PROTOCOL_VERSIONS,
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
import { RETRY_DELAYS_MS, retry } from './retry';
import { inCommonVersion } from './spoken-version';

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
  /** Versions of the protocol that are spoken here. */
  versions?: VersionRange;
}

const TIMEOUT_MS = 30_000;
const GZIP_FROM_BYTES = 1_024;

/** The central server as a site sees it. Every call times out, is retried briefly where that may help, and throws typed errors. */
export function createCentralClient(input: CentralClientInput): CentralClient {
  const base = parseCentralUrl(input.url);
  const call = <T>(endpoint: string, body: string, read: (text: string, url: string) => T): Promise<T> => {
    const url = `${base}/api/central/v1/${endpoint}`;
    const rule = { delaysMs: input.retryDelaysMs ?? RETRY_DELAYS_MS, signal: input.signal };
    const send = (version: number) => request(input, url, body, version);
    return retry(rule, async () => read(await inCommonVersion(base, input.versions ?? PROTOCOL_VERSIONS, send), url));
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

async function request(input: CentralClientInput, url: string, body: string, version: number): Promise<string> {
  const timeout = AbortSignal.timeout(input.timeoutMs ?? TIMEOUT_MS);
  const signal = input.signal ? AbortSignal.any([timeout, input.signal]) : timeout;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { method: 'POST', redirect: 'manual', signal, ...encode(input, url, body, version) });
    text = await readBounded(response);
  } catch (error) {
    throw error instanceof AppError ? error : toConnectionError(error, url);
  }
  const answered = response.headers.get(HEADERS.protocol);
  if (!response.ok || answered === null) throw toAnswerError(response, text, url);
  if (!response.headers.get('content-type')?.includes('application/json')) {
    throw new AppError('central-unavailable', { reason: 'wrong-content-type', url }, { retryable: true });
  }
  if (answered !== String(version)) {
    throw new AppError('central-unavailable', { reason: 'other-version', url, answered: answered.slice(0, 20) });
  }
  return text;
}

function encode(
  input: CentralClientInput,
  url: string,
  text: string,
  version: number,
): Pick<RequestInit, 'headers' | 'body'> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${input.token}`,
    'content-type': 'application/json',
    [HEADERS.installation]: input.installationId,
    [HEADERS.protocol]: String(version),
    [HEADERS.software]: SOFTWARE_VERSION,
  };
  // On one machine compressing costs more than it saves, both ways.
  if (isLoopback(new URL(url).hostname)) return { headers: { ...headers, 'accept-encoding': 'identity' }, body: text };
  if (text.length < GZIP_FROM_BYTES) return { headers, body: text };
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
