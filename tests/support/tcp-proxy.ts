import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  port: number;
  /** Cuts every connection; new ones are let in. */
  cut(): void;
  /** Cuts every connection and refuses new ones, as a server that is restarted does, for so long. */
  away(forMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Bytes through and nothing else: what stands before a Postgres that seems to be restarted. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    const onward = connect(target);
    for (const [socket, other] of [
      [incoming, onward],
      [onward, incoming],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cut();
    });
  return {
    port,
    cut,
    away: async (forMs) => {
      await stop();
      await new Promise((resolve) => setTimeout(resolve, forMs));
      await listen(port);
    },
    close: stop,
  };
}

/** A proxy before the Postgres of the tests, and how an address reads that leads through it. */
export async function startDatabaseProxy(
  serverUrl: string,
): Promise<TcpProxy & { through(databaseUrl: string): string }> {
  const { hostname, port } = new URL(serverUrl);
  const proxy = await startTcpProxy({ host: hostname, port: Number(port || 5432) });
  return {
    ...proxy,
    through: (databaseUrl) => {
      const url = new URL(databaseUrl);
      url.hostname = '127.0.0.1';
      url.port = String(proxy.port);
      return url.toString();
    },
  };
}
