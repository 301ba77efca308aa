import { createServer, request as forward, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Message {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** One request as it came to the proxy, and what a fault may do with it. */
export interface Passage {
  path: string;
  body: Buffer;
  headers: IncomingHttpHeaders;
  socket: Socket;
  outgoing: ServerResponse;
  /** Hands it on to the central server, whole, and answers what came back. */
  deliver(): Promise<Message>;
  /** Hands on the first half of its body and cuts the connection. */
  deliverHalf(): Promise<void>;
  /** Answers the caller. */
  answer(message: Message): void;
}

export type Fault = (passage: Passage) => Promise<void> | void;

export interface FaultyProxy {
  url: string;
  /** From now on the request after `after` others, and the next `times - 1` as well, meet with the fault; the others pass. */
  plan(fault: Fault, options?: { after?: number; times?: number; path?: RegExp }): void;
  /** How many requests met with a fault since `plan`. */
  met(): number;
  /** How many requests came since the last call. */
  countRequests(): number;
  /** Nobody listens any more, until `heal` or for some time. */
  refuse(forMs?: number): Promise<void>;
  /** From now on every request passes, also those that come late. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

/** A real proxy before the central server that misbehaves on demand, request by request. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  let planned: { fault: Fault; after: number; times: number; path: RegExp } | null = null;
  let requests = 0;
  let met = 0;
  let reopening: NodeJS.Timeout | undefined;
  const server = createServer((incoming, outgoing) => {
    requests += 1;
    const url = incoming.url ?? '/';
    const chunks: Buffer[] = [];
    for (const stream of [incoming, outgoing]) stream.on('error', () => undefined);
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const passage = openPassage(new URL(url, target), incoming, outgoing, Buffer.concat(chunks));
      const fault = planned?.path.test(url) && planned.after-- <= 0 && planned.times-- > 0 ? planned.fault : pass;
      if (fault !== pass) met += 1;
      Promise.resolve(fault(passage)).catch(() => passage.socket.destroy());
    });
  });
  // A caller that gives up is part of the game.
  server.on('connection', (socket) => socket.on('error', () => undefined));
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve());
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      clearTimeout(reopening);
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${port}`,
    plan: (fault, { after = 0, times = Number.POSITIVE_INFINITY, path = /./ } = {}) => {
      planned = { fault, after, times, path };
      met = 0;
    },
    met: () => met,
    countRequests: () => {
      const counted = requests;
      requests = 0;
      return counted;
    },
    refuse: async (forMs) => {
      await stop();
      if (forMs !== undefined) reopening = setTimeout(() => void listen(port), forMs);
    },
    heal: async () => {
      planned = null;
      clearTimeout(reopening);
      if (!server.listening) await listen(port);
    },
    close: stop,
  };
}

const pass: Fault = async (passage) => passage.answer(await passage.deliver());

function openPassage(
  url: URL,
  incoming: { method?: string | undefined; headers: IncomingHttpHeaders; socket: Socket },
  outgoing: ServerResponse,
  body: Buffer,
): Passage {
  const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = incoming.headers;
  const headers = { ...kept, 'content-length': String(body.length) };
  const open = () => forward(url, { method: incoming.method ?? 'POST', headers, agent: false });
  return {
    path: url.pathname,
    body,
    headers: incoming.headers,
    socket: incoming.socket,
    outgoing,
    deliver: () =>
      new Promise((resolve, reject) => {
        const onward = open();
        onward.on('error', reject);
        onward.on('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('error', reject);
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
          );
        });
        onward.end(body);
      }),
    deliverHalf: () =>
      new Promise((resolve) => {
        const onward = open();
        onward.on('error', () => resolve());
        onward.write(body.subarray(0, Math.floor(body.length / 2)), () => {
          onward.destroy();
          resolve();
        });
      }),
    answer: ({ status, headers: answered, body: text }) => {
      const { 'transfer-encoding': _, connection: __, ...rest } = answered;
      outgoing.writeHead(status, { ...rest, 'content-length': text.length }).end(text);
    },
  };
}
