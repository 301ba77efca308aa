import 'server-only';
import { type Db, type OpenDatabase, openDatabase } from '../db/client';
import { env } from '../env';

const key = Symbol.for('estate-sync.control-database');
const store = globalThis as { [key]?: OpenDatabase };

/** The process's few connections for leases and progress. */
export function controlDb(): Db {
  store[key] ??= openDatabase(env().databaseUrl, { max: 2, applicationName: 'estate-sync control' });
  return store[key].db;
}
