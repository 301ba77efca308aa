import 'server-only';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { AppError } from '../errors';
import { bounded } from './bounded';
import { pinnedLookup, resolveGuarded } from './guard';
import type { Network } from './network';
import { readBounded } from './read-bounded';

export interface GuardedRequest {
  method?: 'GET' | 'HEAD';
  headers?: Record<string, string>;
  /** Sent to the host of the first address only, wherever that one leads. */
  credentials?: { user: string; password: string } | undefined;
  /** Whether this host may be asked; of every redirect too. */
  accepts?: (host: string) => boolean;
  mostBytes?: number;
  signal?: AbortSignal | undefined;
}

export interface GuardedAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Where the answer came from in the end. */
  url: URL;
  /** Its bytes, not unpacked; reading them to the end or giving up closes the connection. */
  body: AsyncGenerator<Buffer>;
  close(): void;
}

const MOST_REDIRECTS = 5;

/**
 * Asks over HTTPS, at public or allowed addresses only, also after every redirect. Throws `source-not-https`,
 * `source-address-refused`, `source-redirects`, and what the network throws; what the far side answers is the caller's.
 */
export async function fetchGuarded(network: Network, from: URL, asked: GuardedRequest = {}): Promise<GuardedAnswer> {
  let url = from;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const answer = await ask(network, url, from, asked);
    const next = nextAddress(answer, url);
    if (!next) return open(network, answer, url, asked);
    answer.on('error', () => undefined).destroy();
    url = next;
  }
  throw new AppError('source-redirects', { host: from.host, limit: MOST_REDIRECTS });
}

async function ask(network: Network, url: URL, from: URL, asked: GuardedRequest): Promise<IncomingMessage> {
  if (url.protocol !== 'https:') throw new AppError('source-not-https', { host: url.host });
  if (asked.accepts?.(url.hostname) === false) {
    throw new AppError('source-address-refused', { host: url.hostname, address: '–' });
  }
  const addresses = await resolveGuarded(network, url.hostname, asked.signal);
  const outgoing = request(url, {
    method: asked.method ?? 'GET',
    headers: {
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'estate-sync',
      ...asked.headers,
      ...(asked.credentials && url.origin === from.origin && basicAuthorization(asked.credentials)),
    },
    lookup: pinnedLookup(addresses),
    ...(network.ca === undefined ? {} : { ca: network.ca }),
    // A connection of its own: none that was made to another address is used again.
    agent: false,
  });
  outgoing.on('error', () => undefined);
  const bounds = { host: url.host, timeoutMs: network.callMs, signal: asked.signal, giveUp: () => outgoing.destroy() };
  return bounded(
    bounds,
    () =>
      new Promise<IncomingMessage>((resolve, reject) => {
        outgoing.once('response', resolve);
        outgoing.once('error', reject);
        outgoing.end();
      }),
  );
}

function basicAuthorization({ user, password }: { user: string; password: string }) {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}` };
}

function nextAddress(answer: IncomingMessage, url: URL): URL | null {
  const { location } = answer.headers;
  const redirects = [301, 302, 303, 307, 308].includes(answer.statusCode ?? 0);
  if (!redirects || !location || !URL.canParse(location, url)) return null;
  return new URL(location, url);
}

function open(network: Network, answer: IncomingMessage, url: URL, asked: GuardedRequest): GuardedAnswer {
  const bounds = {
    host: url.host,
    idleMs: network.idleMs,
    mostBytes: asked.mostBytes ?? network.mostBytes,
    announcedBytes: Number(answer.headers['content-length'] ?? 0),
    signal: asked.signal,
  };
  // One that is closed unread breaks off, and nobody listens.
  answer.on('error', () => undefined);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    url,
    body: readBounded(answer, bounds),
    close: () => answer.destroy(),
  };
}
