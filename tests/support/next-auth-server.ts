import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import NextAuth, { type NextAuthOptions } from 'next-auth';

/** What next-auth asks of a response beyond Node's. */
interface ApiResponse extends ServerResponse {
  status(code: number): ApiResponse;
  json(value: unknown): void;
  send(value: unknown): void;
}

/** next-auth with our options behind a plain HTTP server: `/api/auth/*`; everything else answers 404. */
export async function startNextAuthServer(options: () => NextAuthOptions) {
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    void handle(request, toApi(response), options()).catch((error: unknown) =>
      response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(request: IncomingMessage, response: ApiResponse, options: NextAuthOptions): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (!url.pathname.startsWith('/api/auth/')) {
    response.writeHead(404).end();
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split(/=(.*)/s).slice(0, 2));
  const asNext = {
    method: request.method,
    headers: request.headers,
    body: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8'))),
    cookies: Object.fromEntries(pairs.map(([name = '', value = '']) => [name, decodeURIComponent(value)])),
    query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split('/').slice(3) },
  };
  await NextAuth(asNext as never, response as never, options);
}

function toApi(response: ServerResponse): ApiResponse {
  return Object.assign(response, {
    status(code: number) {
      response.statusCode = code;
      return response as ApiResponse;
    },
    json: (value: unknown) => void response.setHeader('content-type', 'application/json').end(JSON.stringify(value)),
    send: (value: unknown) => void response.end(value === undefined ? '' : JSON.stringify(value)),
  });
}
