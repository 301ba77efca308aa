import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SlowProxy {
  url: string;
  /** Answers to paths that match take this much longer, from now on. */
  slowDown(path: RegExp, milliseconds: number): void;
  close(): Promise<void>;
}

/** A real proxy server before the central one: the far side made slow without the product knowing. */
export async function startSlowProxy(target: string): Promise<SlowProxy> {
  let slow: { path: RegExp; milliseconds: number } | null = null;
  const server = createServer((incoming, outgoing) => {
    const pass = () => {
      const onward = forward(
        new URL(incoming.url ?? '/', target),
        { method: incoming.method ?? 'GET', headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      onward.on('error', () => outgoing.writeHead(502).end());
      incoming.pipe(onward);
    };
    if (slow?.path.test(incoming.url ?? '')) setTimeout(pass, slow.milliseconds);
    else pass();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    slowDown: (path, milliseconds) => {
      slow = { path, milliseconds };
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
