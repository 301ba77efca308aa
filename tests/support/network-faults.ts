import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Fault, Message, Passage } from './faulty-proxy';

export interface NamedFault {
  name: string;
  fault: Fault;
  /** The codes with which a run may end while the fault lasts; none: the run bears it. */
  codes: readonly string[];
  /** A single one is borne too: tried again within the run. */
  borneOnce: boolean;
  /** How long an answer may take, where none comes; else a busy machine must not pass for one that hangs. */
  timeoutMs?: number;
}

const CUT = { codes: ['connection-failed'], borneOnce: true };
const HANGS = { ...CUT, timeoutMs: 4_000 };
const AWAY = { codes: ['central-unavailable'], borneOnce: true };
const TOO_LARGE = { codes: ['central-unavailable'], borneOnce: false };
const text = (words: string) => Buffer.from(words);
const html = text('<!doctype html><html><body><h1>Please sign in to the hotel’s network</h1></body></html>');

/** Everything that can go wrong between a site and its central server, one name each. */
export const NETWORK_FAULTS: readonly NamedFault[] = [
  { name: 'cut before the request is read', ...CUT, fault: ({ socket }) => void socket.destroy() },
  {
    name: 'cut in the middle of the request',
    ...CUT,
    fault: async (passage) => {
      await passage.deliverHalf();
      passage.socket.destroy();
    },
  },
  {
    name: 'cut after the request was delivered: the answer is lost',
    ...CUT,
    fault: async (passage) => {
      await passage.deliver();
      passage.socket.destroy();
    },
  },
  {
    name: 'cut in the middle of the answer’s headers',
    ...CUT,
    fault: async ({ deliver, socket }) => {
      await deliver();
      socket.end('HTTP/1.1 200 OK\r\nestate-sync-proto');
    },
  },
  {
    name: 'cut in the middle of the answer',
    ...CUT,
    fault: async ({ deliver, outgoing }) => {
      const { status, headers, body } = await deliver();
      outgoing.writeHead(status, withLength(headers, body.length));
      outgoing.write(firstHalf(body), () => outgoing.socket?.destroy());
    },
  },
  { name: 'hangs before it delivers the request', ...HANGS, fault: () => undefined },
  {
    name: 'hangs after it delivered the request',
    ...HANGS,
    fault: async ({ deliver }) => {
      await deliver();
    },
  },
  {
    name: 'hangs in the middle of the answer',
    ...HANGS,
    fault: async ({ deliver, outgoing }) => {
      const { status, headers, body } = await deliver();
      outgoing.writeHead(status, withLength(headers, body.length)).write(firstHalf(body));
    },
  },
  { name: 'slow loris: one byte of the answer after the other', ...HANGS, fault: slowLoris },
  { name: 'no HTTP at all', ...CUT, fault: ({ socket }) => void socket.end(randomBytes(300)) },
  {
    name: 'answers shorter than announced',
    ...CUT,
    fault: async ({ deliver, outgoing }) => {
      const { status, headers, body } = await deliver();
      outgoing.writeHead(status, withLength(headers, body.length + 100));
      outgoing.write(body, () => outgoing.socket?.end());
    },
  },
  { name: '500', ...AWAY, fault: answerAlways(500, 'text/plain', text('Internal Server Error')) },
  { name: '500 after the request was delivered', ...AWAY, fault: deliverThen(500) },
  { name: '502', ...AWAY, fault: answerAlways(502, 'text/html', html) },
  { name: '503', ...AWAY, fault: answerAlways(503, 'text/html', html, { 'retry-after': '1' }) },
  { name: '504', ...AWAY, fault: answerAlways(504, 'text/html', html) },
  { name: '504 after the request was delivered', ...AWAY, fault: deliverThen(504) },
  { name: '408', ...AWAY, fault: answerAlways(408, 'text/plain', text('Request Timeout')) },
  {
    name: '429 with Retry-After',
    codes: ['rate-limited'],
    borneOnce: true,
    fault: answerAlways(429, 'text/plain', text('slow down'), { 'retry-after': '1' }),
  },
  {
    name: '403 of a firewall',
    codes: ['not-a-central-server'],
    borneOnce: false,
    fault: answerAlways(403, 'text/html', html),
  },
  {
    name: 'a redirection to another address',
    codes: ['not-a-central-server'],
    borneOnce: false,
    fault: answerAlways(302, 'text/html', html, { location: 'http://127.0.0.1:9/elsewhere' }),
  },
  {
    name: 'the page of a captive portal with status 200',
    codes: ['not-a-central-server'],
    borneOnce: false,
    fault: answerAlways(200, 'text/html', html),
  },
  { name: 'garbage with status 200', ...AWAY, fault: spoil((body) => randomBytes(Math.max(64, body.length))) },
  { name: 'truncated JSON of the right length', ...AWAY, fault: spoil((body) => padded(firstHalf(body), body.length)) },
  { name: 'an empty answer with status 200', ...AWAY, fault: spoil(() => Buffer.alloc(0)) },
  { name: 'another JSON than expected', ...AWAY, fault: spoil(() => text('{"status":"ok"}')) },
  { name: 'null', ...AWAY, fault: spoil(() => text('null')) },
  {
    name: 'bytes that claim to be gzip and are not',
    codes: ['central-unavailable'],
    borneOnce: true,
    fault: spoil((body) => body, { 'content-encoding': 'gzip' }),
  },
  {
    name: 'the wrong content type',
    codes: ['central-unavailable'],
    borneOnce: true,
    fault: spoil((b) => b, { 'content-type': 'text/plain' }),
  },
  { name: 'an endless answer', ...TOO_LARGE, fault: endless },
  {
    name: 'a small answer that inflates to 256 MiB',
    ...TOO_LARGE,
    fault: spoil(() => bomb(), { 'content-encoding': 'gzip' }),
  },
  {
    name: 'delivers every request twice, one after the other',
    codes: [],
    borneOnce: true,
    fault: async ({ deliver, answer }) => {
      await deliver();
      answer(await deliver());
    },
  },
  {
    name: 'delivers every request three times at once and answers the last',
    codes: [],
    borneOnce: true,
    fault: async ({ deliver, answer }) => {
      const answers = await Promise.all([deliver(), deliver(), deliver()]);
      answer(answers[2]);
    },
  },
  {
    name: 'turns the order of an answer’s records round and doubles them',
    codes: [],
    borneOnce: true,
    fault: changeJson((value) =>
      Array.isArray(value.records) ? [...value.records].reverse().flatMap((r) => [r, r]) : null,
    ),
  },
];

function withLength(headers: Message['headers'], bytes: number) {
  const { 'transfer-encoding': _, connection: __, ...rest } = headers;
  return { ...rest, 'content-length': bytes };
}

const firstHalf = (body: Buffer) => body.subarray(0, Math.floor(body.length / 2));
const padded = (body: Buffer, bytes: number) => Buffer.concat([body, Buffer.alloc(bytes - body.length, ' ')]);

/** 256 MiB of blanks as gzip, whose parts may stand one after the other. */
function bomb(): Buffer {
  const part = gzipSync(Buffer.alloc(1024 * 1024, ' '));
  return Buffer.concat(Array.from({ length: 256 }, () => part));
}

function answerAlways(status: number, type: string, body: Buffer, headers: Record<string, string> = {}): Fault {
  return ({ answer }) => answer({ status, headers: { 'content-type': type, ...headers }, body });
}

function deliverThen(status: number): Fault {
  return async ({ deliver, answer }) => {
    await deliver();
    answer({ status, headers: { 'content-type': 'text/html' }, body: html });
  };
}

/** The central server's own answer with another body or other headers. */
function spoil(change: (body: Buffer) => Buffer, headers: Record<string, string> = {}): Fault {
  return async ({ deliver, answer }) => {
    const message = await deliver();
    answer({ ...message, headers: { ...message.headers, ...headers }, body: change(message.body) });
  };
}

function changeJson(records: (value: Record<string, unknown>) => unknown[] | null): Fault {
  return async ({ deliver, answer }) => {
    const message = await deliver();
    const json = JSON.parse(message.body.toString('utf8'), (_key, value) => {
      const changed = value && typeof value === 'object' && !Array.isArray(value) ? records(value) : null;
      return changed ? { ...value, records: changed } : value;
    });
    answer({ ...message, body: Buffer.from(JSON.stringify(json)) });
  };
}

async function slowLoris({ deliver, socket }: Passage): Promise<void> {
  const { body } = await deliver();
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nestate-sync-protocol: 1\r\ncontent-length: ${body.length}\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(head), body]);
  for (let index = 0; index < bytes.length && !socket.destroyed; index++) {
    socket.write(bytes.subarray(index, index + 1));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function endless({ outgoing }: Passage): Promise<void> {
  outgoing.writeHead(200, { 'content-type': 'application/json', 'estate-sync-protocol': '1' });
  const chunk = Buffer.alloc(256 * 1024, ' ');
  while (!outgoing.destroyed) {
    if (outgoing.write(chunk)) await new Promise((resolve) => setImmediate(resolve));
    else await drained(outgoing);
  }
}

/** It takes more, or is closed. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      outgoing.off('drain', go).off('close', go);
      resolve();
    };
    outgoing.on('drain', go).on('close', go);
  });
}
