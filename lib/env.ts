import 'server-only';
import path from 'node:path';
import { z } from 'zod';

const secret = z
  .string({ error: 'is missing' })
  .min(32, 'is shorter than 32 characters: make one with `openssl rand -hex 32`');

const Environment = z.object({
  DATABASE_URL: z.string({ error: 'is missing' }).regex(/^postgres(ql)?:\/\//, 'is no postgres:// address'),
  NEXTAUTH_SECRET: secret,
  NEXTAUTH_URL: z.url({ error: 'is missing or no address' }),
  CRON_SECRET: secret,
  SYNC_ROLE: z.enum(['site', 'central'], { error: 'is neither "site" nor "central"' }).default('site'),
  DATA_DIR: z.string().default('./data'),
  DELIVERY_ROOTS: z.string().optional(),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  RUN_EXECUTOR: z.enum(['auto', 'off']).default('auto'),
  SITE_REQUESTS_PER_MINUTE: z.coerce.number().int().min(10).max(1_000_000).default(6_000),
  CRON_BUDGET_SECONDS: z.coerce.number().int().min(5).max(780).default(50),
  VERCEL: z.string().optional(),
});

export interface Env {
  databaseUrl: string;
  databasePool: number;
  nextauthSecret: string;
  nextauthUrl: string;
  cronSecret: string;
  syncRole: 'site' | 'central';
  /** Where this installation keeps stored files, absolute. */
  dataDir: string;
  /** Directories below which interfaces may look for deliveries, absolute. */
  deliveryRoots: string[];
  logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
  /** (central server) More requests than this of one site within a minute are put off. */
  siteRequestsPerMinute: number;
  /** A self-hosted process ticks by itself; a serverless one works within the cron request. */
  executor: 'background' | 'request';
  /** How long one call of the cron route may execute runs; less than what the platform allows a request. */
  cronBudgetMs: number;
}

let cached: Env | undefined;

/** The environment, checked. Throws one error that names every variable that is missing or weak. */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}

export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = Environment.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new Error(`The environment is incomplete:\n${lines.join('\n')}\n\`npm start\` sets all of it by itself.`);
  }
  const value = parsed.data;
  const dataDir = path.resolve(value.DATA_DIR);
  return {
    databaseUrl: value.DATABASE_URL,
    databasePool: value.DATABASE_POOL,
    nextauthSecret: value.NEXTAUTH_SECRET,
    nextauthUrl: value.NEXTAUTH_URL,
    cronSecret: value.CRON_SECRET,
    syncRole: value.SYNC_ROLE,
    dataDir,
    deliveryRoots: (value.DELIVERY_ROOTS ?? path.join(dataDir, 'deliveries'))
      .split(path.delimiter)
      .map((root) => path.resolve(root)),
    logLevel: value.LOG_LEVEL,
    siteRequestsPerMinute: value.SITE_REQUESTS_PER_MINUTE,
    executor: value.VERCEL || value.RUN_EXECUTOR === 'off' ? 'request' : 'background',
    cronBudgetMs: value.CRON_BUDGET_SECONDS * 1000,
  };
}
