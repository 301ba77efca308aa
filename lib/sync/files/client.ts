import 'server-only';
import { Readable } from 'node:stream';
import { AppError } from '../../errors';
import { FILE_TYPE, FilesAnswer, type FilesRequest, UploadAnswer } from '../../protocol/files';
import { IDLE_MS, untilIdle } from '../../protocol/idle-stream';
import { HEADERS, PROTOCOL_VERSIONS, SOFTWARE_VERSION } from '../../protocol/v1';
import { parseCentralUrl } from '../central-url';
import type { CentralClientInput } from '../client';
import { toAnswerError, toConnectionError } from '../client-errors';
import { RETRY_DELAYS_MS, retry } from '../retry';
import { inCommonVersion, spokenVersion } from '../spoken-version';

/** The central server's files as a site sees them. Every call throws typed errors; only a question is retried in itself. */
export interface FileClient {
  ask(request: FilesRequest): Promise<FilesAnswer>;
  /** Sends a file's bytes from `offset` on. */
  upload(place: { sha256: string; offset: number; sizeBytes: number }, bytes: Readable): Promise<void>;
  /** A file's bytes from `offset` on. */
  download(place: { sha256: string; offset: number }): Promise<AsyncIterable<Buffer>>;
  /** Between two tries of a file. */
  retryDelaysMs: readonly number[];
}

export interface FileClientInput extends CentralClientInput {
  /** How long nothing may move; there is no limit to a whole file. */
  idleMs?: number;
}

/** Many small files are many requests: the central server may ask for the rest of its minute. */
export const MOST_WAIT_MS = 60_000;
const MOST_ANSWER_BYTES = 1024 * 1024;

export function createFileClient(input: FileClientInput): FileClient {
  const central = parseCentralUrl(input.url);
  const base = `${central}/api/central/v1/files`;
  const versions = input.versions ?? PROTOCOL_VERSIONS;
  const retryDelaysMs = input.retryDelaysMs ?? RETRY_DELAYS_MS;
  // Bytes are sent once: their version is the one that the question before them found.
  const send = (query: string, type: string, body: string | Readable, version = spokenVersion(central, versions)) =>
    post(input, base + query, { type, body, version });
  return {
    retryDelaysMs,
    ask: (request) =>
      retry({ delaysMs: retryDelaysMs, signal: input.signal, mostWaitMs: MOST_WAIT_MS }, async () =>
        parse(
          FilesAnswer,
          await inCommonVersion(central, versions, async (version) =>
            readText(await send('', 'application/json', JSON.stringify(request), version)),
          ),
          base,
        ),
      ),
    upload: async ({ sha256, offset, sizeBytes }, bytes) => {
      const answer = await send(`?sha256=${sha256}&offset=${offset}&size=${sizeBytes}`, FILE_TYPE, bytes);
      parse(UploadAnswer, await readText(answer), base);
    },
    download: async ({ sha256, offset }) => {
      const answer = await send(`?sha256=${sha256}&offset=${offset}`, 'application/json', '{}');
      if (answer.response.headers.get('content-type') === FILE_TYPE) return untilIdle(answer.stream, answer.idleMs);
      answer.stream.destroy();
      throw new AppError('central-unavailable', { reason: 'unexpected-form', url: base }, { retryable: true });
    },
  };
}

interface OpenAnswer {
  response: Response;
  stream: Readable;
  idleMs: number;
}

/** Begins a request; answers it as soon as its head is there. Aborted when nothing moves for too long on the way there. */
async function post(
  input: FileClientInput,
  url: string,
  { type, body, version }: { type: string; body: string | Readable; version: number },
): Promise<OpenAnswer> {
  const idleMs = input.idleMs ?? IDLE_MS;
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(new DOMException('nothing moved', 'TimeoutError')), idleMs);
  // One for the whole exchange: ends the request, and later the reading of the answer.
  const signal = input.signal ? AbortSignal.any([idle.signal, input.signal]) : idle.signal;
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal,
      headers: {
        authorization: `Bearer ${input.token}`,
        'content-type': type,
        // Pictures do not get smaller, and an offset counts bytes as they are.
        'accept-encoding': 'identity',
        [HEADERS.installation]: input.installationId,
        [HEADERS.protocol]: String(version),
        [HEADERS.software]: SOFTWARE_VERSION,
      },
      ...(typeof body === 'string' ? { body } : { body: toBody(body, timer), duplex: 'half' }),
    } as RequestInit);
    const stream = response.body
      ? Readable.fromWeb(response.body as import('node:stream/web').ReadableStream)
      : Readable.from([]);
    const answer = { response, stream, idleMs };
    if (response.ok && response.headers.get(HEADERS.protocol) !== null) return answer;
    // Also what a proxy on the way says of a file that it finds too large.
    if (response.status === 413) throw new AppError('request-too-large', { status: 413 });
    throw toAnswerError(response, await readText(answer), url);
  } catch (error) {
    input.signal?.throwIfAborted();
    throw error instanceof AppError ? error : toConnectionError(error, url);
  } finally {
    clearTimeout(timer);
    if (typeof body !== 'string') body.destroy();
  }
}

/** The request's body; every chunk that the connection takes is a sign of life. */
function toBody(bytes: Readable, timer: NodeJS.Timeout): ReadableStream {
  const watched = async function* () {
    for await (const chunk of bytes) {
      timer.refresh();
      yield chunk as Buffer;
    }
    timer.refresh();
  };
  return Readable.toWeb(Readable.from(watched(), { objectMode: false })) as ReadableStream;
}

async function readText({ stream, idleMs }: OpenAnswer): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of untilIdle(stream, idleMs)) {
    bytes += chunk.length;
    if (bytes > MOST_ANSWER_BYTES) throw new AppError('central-unavailable', { reason: 'answer-too-large', bytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse<T>(schema: { parse(value: unknown): T }, text: string, url: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('central-unavailable', { reason: 'unreadable', url }, { cause, retryable: true });
  }
}
