import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SlowProxy {
  url: string;
  /** From now on lets as many requests to paths that match pass, and keeps the next ones until the answer is called. */
  hold(path: RegExp, pass: number): () => void;
  close(): Promise<void>;
}

/** A real proxy server before the central one: the far side made slow without the product knowing. */
export async function startSlowProxy(target: string): Promise<SlowProxy> {
  let held: { path: RegExp; pass: number; released: Promise<void> } | null = null;
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
    if (held?.path.test(incoming.url ?? '') && held.pass-- <= 0) void held.released.then(pass);
    else pass();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (path, pass) => {
      let release: () => void = () => undefined;
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      held = { path, pass, released };
      return release;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
