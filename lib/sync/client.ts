import 'server-only';
import { gzipSync } from 'node:zlib';
import type { z } from 'zod';
import { pause } from '../clock';
import { AppError } from '../errors';
import {
  HEADERS,
  HelloAnswer,
  type HelloRequest,
  MOST_BODY_BYTES,
  PROTOCOL_VERSION,
  PullAnswer,
  type PullRequest,
  PushAnswer,
  type PushRequest,
  SOFTWARE_VERSION,
  StatusAnswer,
  type StatusRequest,
} from '../protocol/v1';
import { isLoopback, parseCentralUrl } from './central-url';
import { toAnswerError, toConnectionError } from './client-errors';

export interface CentralClient {
  hello(request: z.infer<typeof HelloRequest>): Promise<HelloAnswer>;
  push(request: PushRequest): Promise<PushAnswer>;
  pull(request: PullRequest): Promise<PullAnswer>;
  status(request: StatusRequest): Promise<StatusAnswer>;
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
const GZIP_FROM_BYTES = 1_024;

/** The central server as a site sees it. Every call times out, is retried briefly where that may help, and throws typed errors. */
export function createCentralClient(input: CentralClientInput): CentralClient {
  const base = parseCentralUrl(input.url);
  const call = async <T>(endpoint: string, body: unknown, answer: z.ZodType<T>): Promise<T> => {
    const delays = input.retryDelaysMs ?? RETRY_DELAYS_MS;
    for (let attempt = 0; ; attempt++) {
      input.signal?.throwIfAborted();
      try {
        return await request(input, `${base}/api/central/v1/${endpoint}`, body, answer);
      } catch (error) {
        input.signal?.throwIfAborted();
        const delay = delays[attempt];
        if (delay === undefined || !(error instanceof AppError) || !error.retryable) throw error;
        await pause(delay * (0.75 + Math.random() / 2), input.signal);
      }
    }
  };
  return {
    hello: (body) => call('hello', body, HelloAnswer),
    push: (body) => call('push', body, PushAnswer),
    pull: (body) => call('pull', body, PullAnswer),
    status: (body) => call('status', body, StatusAnswer),
  };
}

async function request<T>(input: CentralClientInput, url: string, body: unknown, answer: z.ZodType<T>): Promise<T> {
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
  return parseAnswer(text, answer, url);
}

function encode(input: CentralClientInput, url: string, body: unknown): Pick<RequestInit, 'headers' | 'body'> {
  const text = JSON.stringify(body);
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

function parseAnswer<T>(text: string, answer: z.ZodType<T>, url: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError('central-unavailable', { reason: 'unreadable', url }, { cause, retryable: true });
  }
  const parsed = answer.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'central-unavailable',
    { reason: 'unexpected-form', url },
    { cause: parsed.error, retryable: true },
  );
}
