import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CERTIFICATE, CERTIFICATE_KEY } from './network';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface HttpsServer {
  port: number;
  url: string;
  /** Every request as it came: `GET /a.zip`. */
  requests: string[];
  /** What is answered at a path, whatever the method. */
  at(path: string, answer: Answer): void;
  /** A file that is sent with ETag, length and ranges. */
  file(path: string, bytes: Buffer, headers?: Record<string, string>): void;
  close(): Promise<void>;
}

/** A real HTTPS server on a free port of this machine, with the tests' certificate. */
export async function startHttpsServer(): Promise<HttpsServer> {
  const answers = new Map<string, Answer>();
  const requests: string[] = [];
  const server = createServer({ cert: CERTIFICATE, key: CERTIFICATE_KEY }, (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.on('error', () => undefined);
    const answer = answers.get(request.url ?? '');
    if (answer) answer(request, response);
    else response.writeHead(404).end('not here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `https://127.0.0.1:${port}`,
    requests,
    at: (path, answer) => answers.set(path, answer),
    file: (path, bytes, headers = {}) =>
      answers.set(path, (request, response) => send(request, response, bytes, headers)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  headers: Record<string, string>,
): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const resumes = start > 0 && request.headers['if-range'] === headers.etag;
  const body = resumes ? bytes.subarray(start) : bytes;
  response.writeHead(resumes ? 206 : 200, { 'content-length': body.length, ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}
