import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export const TEST_SECRET = 'a-secret-of-the-tests-that-is-long-enough';

export interface Installation {
  url: string;
  port: number;
  pid: number;
  /** How the process ended by itself, for example of an unhandled rejection; null: it runs, or was killed by `kill`. */
  ended(): string | null;
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
  /** More of the environment. */
  env?: Record<string, string>;
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
      ...input.env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let killed = false;
  let ended: string | null = null;
  child.once('exit', (code, signal) => {
    if (!killed) ended = `exit code ${code}, signal ${signal}`;
  });
  const port = await readPort(child);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    ended: () => ended,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      killed = true;
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Waits for the line that names the port; all other lines go on to our output, also later ones, so that the pipe never fills. */
function readPort(child: ChildProcess): Promise<number> {
  const { stdout } = child;
  if (!stdout) throw new Error('the process has no output');
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: stdout });
    lines.on('line', (line) => {
      const port = /^listening (\d+)$/.exec(line)?.[1];
      if (port) resolve(Number(port));
      else process.stdout.write(`${line}\n`);
    });
    child.once('error', reject);
    lines.once('close', () => reject(new Error('the process ended before it listened')));
  });
}
