import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port';
import { waitFor } from './wait-for';

export interface Product {
  siteUrl: string;
  centralUrl: string;
  dataDir: string;
  email: string;
  password: string;
  cronSecret: string;
}

export interface StartedProduct extends Product {
  /** Ctrl-C, and what it leaves behind removed. */
  stop(): Promise<void>;
}

const SECRET = 'the-cron-secret-of-the-browser-tests-1234';

/** `npm start` as a newcomer runs it, on free ports and with a data directory of its own; ready when both servers are. */
export async function startProduct(environment: Record<string, string> = {}): Promise<StartedProduct> {
  const dataDir = environment.DATA_DIR ?? (await mkdtemp(path.join(tmpdir(), 'estate sync ü ')));
  // As root, Postgres runs as another user, who must be able to enter.
  await chmod(dataDir, 0o711);
  const [port, centralPort] = [await freePort(), await freePort()];
  const login = { email: 'admin@example.org', password: 'a long password of the tests' };
  const child = spawn(process.execPath, ['bin/start.mjs'], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      PORT: String(port),
      CENTRAL_PORT: String(centralPort),
      DATA_DIR: dataDir,
      DEMO: '1',
      ADMIN_EMAIL: login.email,
      ADMIN_PASSWORD: login.password,
      CRON_SECRET: SECRET,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collectOutput(child);
  await waitFor(
    'npm start to be ready',
    async () => {
      if (child.exitCode !== null) throw new Error(`npm start ended:\n${output()}`);
      return output().includes('Ready after');
    },
    300_000,
  );
  return {
    siteUrl: `http://localhost:${port}`,
    centralUrl: `http://localhost:${centralPort}`,
    dataDir,
    ...login,
    cronSecret: SECRET,
    stop: async () => {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGINT');
      await exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return () => text;
}

const STATE_FILE = path.resolve('test-results/product.json');
export const productStateFile = STATE_FILE;

/** The product that the browser tests share (start-product.ts). */
export async function readProduct(): Promise<Product> {
  return JSON.parse(await readFile(STATE_FILE, 'utf8')) as Product;
}
