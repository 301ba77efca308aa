import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../support/free-port';
import { startInstallation, TEST_SECRET } from '../../support/installation';
import { waitFor } from '../../support/wait-for';
import type { BenchOptions } from './options';

export interface CentralServer {
  url: string;
  stop(): Promise<void>;
}

const DIRECTORY = path.resolve('.test-data/bench-central');

/** A central server in a process of its own: the real build as `npm start` runs it, or its routes and executor alone. */
export async function startCentral(kind: BenchOptions['server'], databaseUrl: string): Promise<CentralServer> {
  mkdirSync(DIRECTORY, { recursive: true });
  if (kind === 'next') return startBuild(databaseUrl);
  const installation = await startInstallation({ role: 'central', databaseUrl, dataDir: DIRECTORY });
  endWithUs(installation.pid);
  return { url: installation.url, stop: () => installation.kill() };
}

async function startBuild(databaseUrl: string): Promise<CentralServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = openSync(path.join(DIRECTORY, 'central.log'), 'w');
  const next = path.resolve('node_modules/next/dist/bin/next');
  const child = spawn(
    process.execPath,
    [next, 'start', '-H', '127.0.0.1', '-p', String(port), '--keepAliveTimeout', '65000'],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        SYNC_ROLE: 'central',
        DATABASE_URL: databaseUrl,
        DATA_DIR: DIRECTORY,
        NEXTAUTH_URL: url,
        NEXTAUTH_SECRET: TEST_SECRET,
        CRON_SECRET: TEST_SECRET,
        LOG_LEVEL: 'info',
      },
      stdio: ['ignore', log, log],
    },
  );
  endWithUs(child.pid ?? 0);
  const exited = once(child, 'exit');
  await waitFor(`the central server (${DIRECTORY}/central.log)`, async () => {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: see ${DIRECTORY}/central.log`);
    const answer = await fetch(`${url}/api/health/ready`).catch(() => null);
    return answer?.ok;
  });
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** However this benchmark ends, the server does not outlive it. */
function endWithUs(pid: number): void {
  process.on('exit', () => {
    try {
      if (pid > 0) process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  });
}
