import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export const TEST_SECRET = 'a-secret-of-the-tests-that-is-long-enough';

export interface Installation {
  url: string;
  port: number;
  /** Ends the process at once, as `kill -9` does. */
  kill(): Promise<void>;
}

export interface InstallationInput {
  role: 'site' | 'central';
  databaseUrl: string;
  dataDir?: string;
  deliveryRoot?: string;
  port?: number;
  executor?: boolean;
}

/** Starts a real installation as a process of its own on a free port of this machine. */
export async function startInstallation(input: InstallationInput): Promise<Installation> {
  const program = path.resolve('tests/support/installation-process.ts');
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', program], {
    env: {
      ...process.env,
      SYNC_ROLE: input.role,
      DATABASE_URL: input.databaseUrl,
      DATABASE_POOL: '6',
      DATA_DIR: input.dataDir ?? path.resolve('.test-data/installation'),
      ...(input.deliveryRoot ? { DELIVERY_ROOTS: input.deliveryRoot } : {}),
      NEXTAUTH_SECRET: TEST_SECRET,
      CRON_SECRET: TEST_SECRET,
      NEXTAUTH_URL: 'http://127.0.0.1',
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'error',
      TEST_PORT: String(input.port ?? 0),
      TEST_EXECUTOR: input.executor === false ? 'off' : 'on',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await readPort(child);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function readPort(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('the process has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^listening (\d+)$/.exec(line)?.[1];
    if (port) return Number(port);
    process.stdout.write(`${line}\n`);
  }
  throw new Error('the process ended before it listened');
}
