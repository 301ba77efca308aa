import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../support/free-port';
import { TEST_SECRET } from '../../support/installation';
import { waitFor } from '../../support/wait-for';

export interface NextServer {
  url: string;
  stop(): Promise<void>;
}

interface NextInput {
  role: 'site' | 'central';
  databaseUrl: string;
  dataDir: string;
  /** Where the build lies; this project by default. */
  root?: string;
  env?: Record<string, string>;
}

/** A build as `npm start` runs it, in a process of its own on a free port. */
export async function startNext({ role, databaseUrl, dataDir, root, env }: NextInput): Promise<NextServer> {
  mkdirSync(dataDir, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = path.join(dataDir, `${role}.log`);
  const log = openSync(logFile, 'w');
  const next = path.resolve('node_modules/next/dist/bin/next');
  const child = spawn(
    process.execPath,
    [next, 'start', '-H', '127.0.0.1', '-p', String(port), '--keepAliveTimeout', '65000'],
    {
      cwd: root ?? process.cwd(),
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        SYNC_ROLE: role,
        DATABASE_URL: databaseUrl,
        DATA_DIR: dataDir,
        NEXTAUTH_URL: url,
        NEXTAUTH_SECRET: TEST_SECRET,
        CRON_SECRET: TEST_SECRET,
        LOG_LEVEL: 'info',
        ...env,
      },
      stdio: ['ignore', log, log],
    },
  );
  endWithUs(child.pid ?? 0);
  const exited = once(child, 'exit');
  await waitFor(`the server (${logFile})`, async () => {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: see ${logFile}`);
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
export function endWithUs(pid: number): void {
  process.on('exit', () => {
    try {
      if (pid > 0) process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  });
}
