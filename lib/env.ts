import 'server-only';
import path from 'node:path';
import { z } from 'zod';

const secret = z
  .string({ error: 'is missing' })
  .min(32, 'is shorter than 32 characters: make one with `openssl rand -hex 32`');

/** `S3_ENDPOINT` is left out for Amazon's own. */
const NEEDED_FOR_S3 = ['S3_BUCKET', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;

/** All of them, or no sign-in service. */
const NEEDED_FOR_OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

/** The client's secret goes there. */
const isSafeIssuer = (url: string): boolean =>
  url === '' || (URL.canParse(url) && /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(`${url}/`));

const Environment = z
  .object({
    DATABASE_URL: z.string({ error: 'is missing' }).regex(/^postgres(ql)?:\/\//, 'is no postgres:// address'),
    NEXTAUTH_SECRET: secret,
    NEXTAUTH_URL: z.url({ error: 'is missing or no address' }),
    CRON_SECRET: secret,
    SYNC_ROLE: z.enum(['site', 'central'], { error: 'is neither "site" nor "central"' }).default('site'),
    DATA_DIR: z.string().default('./data'),
    DELIVERY_ROOTS: z.string().optional(),
    STORAGE: z.enum(['local', 's3'], { error: 'is neither "local" nor "s3"' }).default('local'),
    S3_BUCKET: z.string().optional(),
    S3_REGION: z.string().optional(),
    S3_ENDPOINT: z.url({ error: 'is no address' }).optional(),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    S3_FORCE_PATH_STYLE: z.enum(['true', 'false'], { error: 'is neither "true" nor "false"' }).default('true'),
    LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
    DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
    RUN_EXECUTOR: z.enum(['auto', 'off']).default('auto'),
    SITE_REQUESTS_PER_MINUTE: z.coerce.number().int().min(10).max(1_000_000).default(6_000),
    CRON_BUDGET_SECONDS: z.coerce.number().int().min(5).max(780).default(50),
    OIDC_ISSUER: z.string().refine(isSafeIssuer, 'is no https:// address').optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_NAME: z.string().trim().max(40, 'is longer than 40 characters').optional(),
    ALLOW_PRIVATE_ADDRESSES: z.string().default(''),
    MAX_DELIVERY_MB: z.coerce.number().int().min(1).max(1_000_000).default(2_048),
    VERCEL: z.string().optional(),
  })
  .superRefine((value, context) => {
    if (NEEDED_FOR_OIDC.some((name) => value[name])) {
      for (const name of NEEDED_FOR_OIDC) {
        if (!value[name]) context.addIssue({ code: 'custom', path: [name], message: 'is missing: OIDC_* needs it' });
      }
    }
    if (value.STORAGE !== 's3') return;
    for (const name of NEEDED_FOR_S3) {
      if (!value[name]) context.addIssue({ code: 'custom', path: [name], message: 'is missing: STORAGE=s3 needs it' });
    }
  });

export interface S3Environment {
  bucket: string;
  region: string;
  /** null: Amazon's own. */
  endpoint: string | null;
  accessKeyId: string;
  secretAccessKey: string;
  forcePathStyle: boolean;
}

/** A sign-in service that speaks OpenID Connect. */
export interface OidcEnvironment {
  /** Without a slash at its end. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What people know it by. */
  name: string;
}

export interface Env {
  databaseUrl: string;
  databasePool: number;
  nextauthSecret: string;
  nextauthUrl: string;
  cronSecret: string;
  /** null: people sign in with a password only. */
  oidc: OidcEnvironment | null;
  syncRole: 'site' | 'central';
  /** Where this installation keeps stored files, absolute. */
  dataDir: string;
  /** The bucket that keeps stored files instead of `dataDir`; null: none. */
  s3: S3Environment | null;
  /** Directories below which interfaces may look for deliveries, absolute. */
  deliveryRoots: string[];
  /** Hosts, addresses and ranges (CIDR) of the own network that sources may be on, or `all`; none: public ones only. */
  allowPrivateAddresses: string[];
  /** No delivery is fetched or taken that is larger. */
  mostDeliveryBytes: number;
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
    oidc: readOidc(value),
    syncRole: value.SYNC_ROLE,
    dataDir,
    s3: value.STORAGE === 's3' ? readS3(value) : null,
    deliveryRoots: (value.DELIVERY_ROOTS ?? path.join(dataDir, 'deliveries'))
      .split(path.delimiter)
      .map((root) => path.resolve(root)),
    allowPrivateAddresses: value.ALLOW_PRIVATE_ADDRESSES.split(/[\s,]+/).filter((entry) => entry !== ''),
    mostDeliveryBytes: value.MAX_DELIVERY_MB * 1024 * 1024,
    logLevel: value.LOG_LEVEL,
    siteRequestsPerMinute: value.SITE_REQUESTS_PER_MINUTE,
    executor: value.VERCEL || value.RUN_EXECUTOR === 'off' ? 'request' : 'background',
    cronBudgetMs: value.CRON_BUDGET_SECONDS * 1000,
  };
}

function readOidc(value: z.output<typeof Environment>): OidcEnvironment | null {
  if (!value.OIDC_ISSUER) return null;
  return {
    issuer: value.OIDC_ISSUER.replace(/\/+$/, ''),
    clientId: value.OIDC_CLIENT_ID ?? '',
    clientSecret: value.OIDC_CLIENT_SECRET ?? '',
    name: value.OIDC_NAME || new URL(value.OIDC_ISSUER).hostname,
  };
}

function readS3(value: z.output<typeof Environment>): S3Environment {
  return {
    bucket: value.S3_BUCKET ?? '',
    region: value.S3_REGION ?? '',
    endpoint: value.S3_ENDPOINT ?? null,
    accessKeyId: value.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: value.S3_SECRET_ACCESS_KEY ?? '',
    forcePathStyle: value.S3_FORCE_PATH_STYLE === 'true',
  };
}
