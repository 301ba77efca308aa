import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { startInstallation } from '../../support/installation';
import { endWithUs, type NextServer, startNext } from './next-server';
import type { BenchOptions } from './options';

export type CentralServer = NextServer;

const DIRECTORY = path.resolve('.test-data/bench-central');

/** A central server in a process of its own: the real build as `npm start` runs it, or its routes and executor alone. */
export async function startCentral(kind: BenchOptions['server'], databaseUrl: string): Promise<CentralServer> {
  if (kind === 'next') return startNext({ role: 'central', databaseUrl, dataDir: DIRECTORY });
  mkdirSync(DIRECTORY, { recursive: true });
  const installation = await startInstallation({ role: 'central', databaseUrl, dataDir: DIRECTORY });
  endWithUs(installation.pid);
  return { url: installation.url, stop: () => installation.kill() };
}
