import 'server-only';
import type { LookupAddress } from 'node:dns';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { AppError } from '../errors';
import { isAllowed } from './allowed-addresses';
import { bounded } from './bounded';
import type { Network } from './network';

/**
 * The addresses of a host that may be connected with: looked up once and then held to, so that a name that changes its
 * address between check and connection gains nothing. Throws `source-address-refused` where none is allowed.
 */
export async function resolveGuarded(network: Network, host: string, signal?: AbortSignal): Promise<LookupAddress[]> {
  const bare = bareHost(host);
  const family = isIP(bare);
  const found = family
    ? [{ address: bare, family }]
    : await bounded({ host, timeoutMs: network.callMs, signal }, () => network.lookup(bare));
  const allowed = found.filter(({ address }) => isAllowed(address, bare, network.allowed));
  if (allowed.length > 0) return allowed;
  throw new AppError('source-address-refused', { host, address: found[0]?.address ?? '–' });
}

/** For Node's connections: answers what was checked, whatever the name means by now. */
export function pinnedLookup(addresses: readonly LookupAddress[]): LookupFunction {
  const [first] = addresses;
  return (_host, options, answer) => {
    if (options.all) answer(null, [...addresses]);
    else answer(null, first?.address ?? '', first?.family);
  };
}

/** A connection with a host, at an address that is allowed. */
export async function connectGuarded(
  network: Network,
  { host, port }: { host: string; port: number },
  signal?: AbortSignal,
): Promise<Socket> {
  const addresses = await resolveGuarded(network, host, signal);
  const socket = connect({ host: bareHost(host), port, lookup: pinnedLookup(addresses) });
  // Who listens later must not find out by a crash.
  socket.on('error', () => undefined);
  const bounds = { host, timeoutMs: network.callMs, signal, giveUp: () => socket.destroy() };
  return bounded(
    bounds,
    () =>
      new Promise<Socket>((resolve, reject) => {
        socket.once('connect', () => resolve(socket));
        socket.once('error', reject);
      }),
  );
}

/** An IPv6 address stands in brackets in an address of the web, and nowhere else. */
const bareHost = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');
