import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { HEADERS } from '@/lib/protocol/v1';
import { createCentralClient } from '@/lib/sync/client';

let close: (() => void) | undefined;
afterEach(() => close?.());

const ANSWER = {
  siteId: 1,
  siteName: 'a',
  protocol: { min: 1, max: 1 },
  software: '1',
  session: 0,
  providers: [],
  totals: {},
};

/** A far side that misbehaves as it is told. */
async function startFarSide(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const hello = (url: string, options: { timeoutMs?: number; retryDelaysMs?: number[] } = {}) =>
  createCentralClient({
    url,
    token: 't'.repeat(30),
    installationId: crypto.randomUUID(),
    retryDelaysMs: [],
    ...options,
  }).hello({
    siteName: 'a',
    providers: [],
  });

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response
      .writeHead(status, { [HEADERS.protocol]: '1', 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
  };

const problem = (status: number, code: string) =>
  json(status, { code, details: {} }, { 'content-type': 'application/problem+json' });

test.each([
  ['nobody listens', undefined, { code: 'connection-failed', details: { kind: 'refused' } }],
  [
    'the connection is cut',
    ((request) => request.socket.destroy()) as RequestListener,
    { code: 'connection-failed', details: { kind: 'cut' } },
  ],
  ['it hangs', (() => undefined) as RequestListener, { code: 'connection-failed', details: { kind: 'timeout' } }],
  [
    'a web site',
    ((_request, response) => response.writeHead(200).end('<h1>hello</h1>')) as RequestListener,
    { code: 'not-a-central-server' },
  ],
  [
    'it sends elsewhere',
    ((_request, response) => response.writeHead(308, { location: '/' }).end()) as RequestListener,
    { code: 'not-a-central-server' },
  ],
  [
    'garbage',
    ((_request, response) =>
      response
        .writeHead(200, { [HEADERS.protocol]: '1', 'content-type': 'application/json' })
        .end('{"a":')) as RequestListener,
    { code: 'central-unavailable', details: { reason: 'unreadable' } },
  ],
  [
    'another form',
    json(200, { hello: 'you' }),
    { code: 'central-unavailable', details: { reason: 'unexpected-form' } },
  ],
  ['a wrong token', problem(401, 'token-refused'), { code: 'token-refused', retryable: false }],
  ['a disabled site', problem(403, 'site-disabled'), { code: 'site-disabled', retryable: false }],
  [
    'too many requests',
    ((_request, response) => response.writeHead(429).end()) as RequestListener,
    { code: 'rate-limited', retryable: true },
  ],
  ['an internal error', problem(500, 'unexpected'), { code: 'central-unavailable', retryable: true }],
  [
    'a gateway without its server',
    ((_request, response) => response.writeHead(502).end('<html>')) as RequestListener,
    { code: 'central-unavailable', retryable: true },
  ],
])('%s is its own typed error', async (name, listener, expected) => {
  const url = await startFarSide(listener ?? (() => undefined));
  if (!listener) close?.();
  const timeoutMs = name === 'it hangs' ? 300 : 10_000;
  await expect(hello(url, { timeoutMs })).rejects.toMatchObject(expected);
});

test('an answer without end is cut off, and the memory stays bounded', async () => {
  const chunk = Buffer.alloc(1024 * 1024, 32);
  const url = await startFarSide((_request, response) => {
    response.writeHead(200, { [HEADERS.protocol]: '1' });
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  });
  await expect(hello(url)).rejects.toMatchObject({
    code: 'central-unavailable',
    details: { reason: 'answer-too-large' },
  });
});

test('a passing fault is retried briefly, a lasting refusal is not', async () => {
  let calls = 0;
  const passing = await startFarSide((request, response) => {
    calls++;
    return calls < 3 ? problem(503, 'unexpected')(request, response) : json(200, ANSWER)(request, response);
  });
  await expect(hello(passing, { retryDelaysMs: [1, 1, 1] })).resolves.toMatchObject({ siteId: 1 });
  expect(calls).toBe(3);
  close?.();

  let refusals = 0;
  const lasting = await startFarSide((request, response) => {
    refusals++;
    problem(401, 'token-refused')(request, response);
  });
  await expect(hello(lasting, { retryDelaysMs: [1, 1, 1] })).rejects.toMatchObject({ code: 'token-refused' });
  expect(refusals).toBe(1);
});

test.each([
  '',
  'central.example.org',
  'ftp://central.example.org',
  'http://central.example.org',
  'https://user:secret@central.example.org',
])('the address %j is refused before anything is sent', async (url) => {
  await expect(async () => hello(url)).rejects.toMatchObject({ code: 'invalid-url' });
});

test('on one machine nothing is asked to be compressed: that costs more than it saves', async () => {
  let accepted: string | undefined;
  const url = await startFarSide((request, response) => {
    accepted = request.headers['accept-encoding'];
    json(200, ANSWER)(request, response);
  });
  await hello(url);
  expect(accepted).toBe('identity');
});
