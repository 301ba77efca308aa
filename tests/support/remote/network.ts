import { readFileSync } from 'node:fs';
import { createNetwork, type Network } from '@/lib/net/network';

/** Trusted by nobody but the tests. Good for localhost, 127.0.0.1, files.example.org and other.example.org. */
export const CERTIFICATE = readFileSync('tests/fixtures/tls/certificate.pem', 'utf8');
export const CERTIFICATE_KEY = readFileSync('tests/fixtures/tls/key.pem', 'utf8');

/** A network that may reach this machine, and that is impatient. */
export function createTestNetwork(settings: Partial<Omit<Network, 'allowed'>> & { allowed?: string[] } = {}): Network {
  const { allowed = ['127.0.0.0/8'], ...rest } = settings;
  const base = createNetwork({ allowed, mostBytes: 64 * 1024 * 1024 });
  return { ...base, ca: CERTIFICATE, callMs: 5_000, idleMs: 5_000, totalMs: 20_000, ...rest };
}
