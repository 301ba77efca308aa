import 'server-only';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { env } from '../env';

/** A connection pool or a transaction of it: verbs take either as their first argument. */
export type Db = PostgresJsDatabase<Record<string, never>>;
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export interface OpenDatabase {
  db: Db;
  close(): Promise<void>;
}

const LONGEST_BACKOFF_SECONDS = 3;

/** Opens a pool. `prepare: false` keeps every statement usable through PgBouncer in transaction mode. */
export function openDatabase(url: string, options: { max?: number; applicationName?: string } = {}): OpenDatabase {
  const sql = postgres(url, {
    max: options.max ?? 10,
    prepare: false,
    connect_timeout: 10,
    // Seconds until the next try to connect: a database that is back after a long time is noticed soon.
    backoff: (attempts: number) => Math.min(LONGEST_BACKOFF_SECONDS, 0.1 * 2 ** attempts) * (0.5 + Math.random() / 2),
    idle_timeout: 30,
    max_lifetime: 60 * 30,
    onnotice: () => undefined,
    connection: { application_name: options.applicationName ?? 'estate-sync', TimeZone: 'UTC' },
  });
  return { db: drizzle({ client: sql }), close: () => sql.end({ timeout: 5 }) };
}

const key = Symbol.for('estate-sync.database');
const store = globalThis as { [key]?: OpenDatabase };

/** The process's pool, opened at the first use. */
export function db(): Db {
  store[key] ??= openDatabase(env().databaseUrl, { max: env().databasePool });
  return store[key].db;
}
