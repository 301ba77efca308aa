import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { pathToFileURL } from 'node:url';
import { db } from '@/lib/db/client';
import { controlDb } from '@/lib/executor/control-db';
import { runExecutor } from '@/lib/executor/executor';

/** A whole installation without its pages: the routes for programs and the executor, in a process that can be killed. */
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const server = createServer((incoming, outgoing) => {
  serve(incoming, outgoing).catch((error: unknown) => {
    // The other side is gone, or a route threw instead of answering: no answer, as a server does it.
    if (!incoming.destroyed) process.stderr.write(`no answer to ${incoming.url}: ${String(error)}\n`);
    outgoing.destroy();
  });
});

async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const found = await findHandler(url.pathname, incoming.method ?? 'POST');
  if (!found) {
    outgoing.writeHead(404, { 'content-type': 'text/html' }).end('<h1>not found</h1>');
    return;
  }
  const bodyless = incoming.method === 'GET' || incoming.method === 'HEAD';
  const request = new Request(url, {
    method: incoming.method ?? 'POST',
    headers: new Headers(incoming.headers as Record<string, string>),
    ...(bodyless ? {} : { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
  } as RequestInit);
  const response = await found.handler(request, { params: Promise.resolve(found.params) });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  const body = response.body ? Readable.fromWeb(response.body as WebStream) : Readable.from([]);
  await pipeline(body, outgoing);
}

/** As Next finds it: `files/abc` is files/route.ts's neighbour files/[sha256]/route.ts. */
async function findHandler(pathname: string, method: string) {
  const upload = /^\/api\/interfaces\/([\w-]+)\/deliveries\/([^/]+)$/.exec(pathname);
  if (upload) {
    const file = path.resolve('app/api/interfaces/[interfaceId]/deliveries/[name]/route.ts');
    const handler = ((await import(pathToFileURL(file).href)) as Record<string, Handler | undefined>)[method];
    return handler ? { handler, params: { interfaceId: upload[1] ?? '', name: upload[2] ?? '' } } : null;
  }
  const [, endpoint, value] = /^\/api\/central\/v1\/(\w+)(?:\/([\w-]+))?$/.exec(pathname) ?? [];
  if (!endpoint) return null;
  const folder = value === undefined ? endpoint : `${endpoint}/[sha256]`;
  const file = path.resolve('app/api/central/v1', folder, 'route.ts');
  if (!existsSync(file)) return null;
  const handlers = (await import(pathToFileURL(file).href)) as Record<string, Handler | undefined>;
  const handler = handlers[method];
  return handler ? { handler, params: value === undefined ? {} : { sha256: value } } : null;
}

server.listen(Number(process.env.TEST_PORT ?? 0), '127.0.0.1', () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
});
if (process.env.TEST_EXECUTOR !== 'off') {
  void runExecutor({ db: db(), controlDb: controlDb() }, new AbortController().signal);
}
