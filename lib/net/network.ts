import 'server-only';
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { env } from '../env';
import { type AllowedAddresses, readAllowed } from './allowed-addresses';

/** How far this installation reaches out, and how long it waits. */
export interface Network {
  allowed: AllowedAddresses;
  /** All addresses of a name. */
  lookup(host: string): Promise<LookupAddress[]>;
  /** Certificates trusted instead of the system's and NODE_EXTRA_CA_CERTS; undefined: those. */
  ca?: string | undefined;
  /** To connect, to sign in, and for every answer. */
  callMs: number;
  /** How long a transfer may bring nothing. */
  idleMs: number;
  /** One file, or one listing, in all. */
  totalMs: number;
  mostBytes: number;
}

export function createNetwork(settings: Pick<Network, 'mostBytes'> & { allowed: readonly string[] }): Network {
  return {
    allowed: readAllowed(settings.allowed),
    lookup: (host) => lookup(host, { all: true }),
    callMs: 20_000,
    idleMs: 30_000,
    totalMs: 3_600_000,
    mostBytes: settings.mostBytes,
  };
}

/** This installation's. */
export function network(): Network {
  const { allowPrivateAddresses, mostDeliveryBytes } = env();
  return createNetwork({ allowed: allowPrivateAddresses, mostBytes: mostDeliveryBytes });
}
