import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { startInstallation } from '../../support/installation';
import { endWithUs, type NextServer, startNext } from './next-server';
import type { BenchOptions } from './options';

export type CentralServer = NextServer;

/**
 * A central server in a process of its own: the real build as `npm start` runs it, or its routes and executor alone. `name`
 * tells several apart.
 */
export async function startCentral(
  kind: BenchOptions['server'],
  databaseUrl: string,
  name = 'bench-central',
): Promise<CentralServer> {
  const dataDir = path.resolve('.test-data', name);
  if (kind === 'next') return startNext({ role: 'central', databaseUrl, dataDir });
  mkdirSync(dataDir, { recursive: true });
  const installation = await startInstallation({ role: 'central', databaseUrl, dataDir });
  endWithUs(installation.pid);
  return { url: installation.url, stop: () => installation.kill() };
}
