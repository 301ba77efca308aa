import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { POST as hello } from '@/app/api/central/v1/hello/route';
import { POST as pull } from '@/app/api/central/v1/pull/route';
import { POST as push } from '@/app/api/central/v1/push/route';
import { POST as status } from '@/app/api/central/v1/status/route';
import { db } from '@/lib/db/client';
import { controlDb } from '@/lib/executor/control-db';
import { runExecutor } from '@/lib/executor/executor';

/** A whole installation without its pages: the protocol's routes and the executor, in a process that can be killed. */
const routes: Record<string, (request: Request) => Promise<Response>> = { hello, push, pull, status };

const server = createServer((incoming, outgoing) => {
  const endpoint = /^\/api\/central\/v1\/(\w+)$/.exec(incoming.url ?? '')?.[1] ?? '';
  const handler = routes[endpoint];
  if (!handler) {
    outgoing.writeHead(404, { 'content-type': 'text/html' }).end('<h1>not found</h1>');
    return;
  }
  const request = new Request(`http://127.0.0.1${incoming.url}`, {
    method: incoming.method ?? 'POST',
    headers: new Headers(incoming.headers as Record<string, string>),
    body: Readable.toWeb(incoming) as ReadableStream,
    duplex: 'half',
  } as RequestInit);
  void handler(request).then(async (response) => {
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
});

server.listen(Number(process.env.TEST_PORT ?? 0), '127.0.0.1', () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
});
if (process.env.TEST_EXECUTOR !== 'off') {
  void runExecutor({ db: db(), controlDb: controlDb() }, new AbortController().signal);
}
