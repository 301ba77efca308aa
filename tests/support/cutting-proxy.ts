import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

type Way = 'up' | 'down';

export interface CuttingProxy {
  url: string;
  /** Bytes that passed in each direction. */
  bytes: Record<Way, number>;
  /** First lines of the requests that passed. */
  requests: string[];
  /** Breaks the connection on which, from now on, this many bytes have passed one way in all; once. Or says no more on it. */
  cutAfter(way: Way, bytes: number, how?: 'break' | 'silence'): void;
  /** Breaks it after each so many bytes. */
  cutEvery(way: Way, bytes: number): void;
  /** Counts anew, and cuts no more. */
  reset(): void;
  close(): Promise<void>;
}

/** A real line between two servers that counts what passes and breaks when told. */
export async function startCuttingProxy(targetPort: number): Promise<CuttingProxy> {
  const bytes = { up: 0, down: 0 };
  const requests: string[] = [];
  const cuts: Partial<Record<Way, { at: number; how: 'break' | 'silence'; every?: number }>> = {};
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    const pass = (from: Socket, to: Socket, way: Way) => {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.on('data', (chunk: Buffer) => {
        if (way === 'up') requests.push(...(/^POST \S+/.exec(chunk.toString('latin1', 0, 500)) ?? []));
        const cut = cuts[way];
        const left = cut ? cut.at - bytes[way] : Number.POSITIVE_INFINITY;
        const part = chunk.length < left ? chunk : chunk.subarray(0, left);
        bytes[way] += part.length;
        if (!to.write(part)) {
          from.pause();
          to.once('drain', () => from.resume());
        }
        if (part.length === chunk.length) return;
        if (cut?.every) cuts[way] = { ...cut, at: bytes[way] + cut.every };
        else delete cuts[way];
        if (cut?.how === 'silence') {
          from.pause();
          return;
        }
        to.end();
        from.destroy();
      });
    };
    pass(near, far, 'up');
    pass(far, near, 'down');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytes,
    requests,
    cutAfter: (way, after, how = 'break') => {
      cuts[way] = { at: bytes[way] + after, how };
    },
    cutEvery: (way, every) => {
      cuts[way] = { at: bytes[way] + every, how: 'break', every };
    },
    reset: () => {
      Object.assign(bytes, { up: 0, down: 0 });
      requests.length = 0;
      delete cuts.up;
      delete cuts.down;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
