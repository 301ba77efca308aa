import 'server-only';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { openDatabase } from './client';

/** Brings the database at `databaseUrl` to the newest schema. Two processes at once: the second waits for the first. */
export async function migrate(databaseUrl: string, folder = path.resolve('drizzle')): Promise<void> {
  const connection = openDatabase(databaseUrl, { max: 1 });
  try {
    await connection.db.execute(sql`select pg_advisory_lock(hashtext('estate-sync migrations'))`);
    await applyMigrations(connection.db, { migrationsFolder: folder });
  } finally {
    await connection.close();
  }
}
