import { randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import postgres, { type Sql } from 'postgres';
import { openDatabase } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrate';
import { withAdmin } from './backup';
import type { TestDatabase } from './database';
import { withDatabase } from './database-template';

/** A database's rows in a new database, as `pg_dump` and `psql` bring them there: no trigger notes anything, and every object has a number of its own. */
export async function copyLogically(fromUrl: string): Promise<TestDatabase> {
  const name = `moved_${process.pid}_${randomBytes(6).toString('hex')}`;
  const url = withDatabase(fromUrl, name);
  await withAdmin(fromUrl, (admin) => admin.unsafe(`create database ${name}`));
  await migrate(url);
  const [from, to] = [open(fromUrl), open(url)];
  try {
    await to`set session_replication_role = replica`;
    await copyTables(fromUrl, from, to);
    await copySequences(from, to);
  } finally {
    await Promise.all([from.end(), to.end()]);
  }
  const { db, close } = openDatabase(url, { max: 8, applicationName: 'test' });
  return {
    url,
    db,
    close: async () => {
      await close();
      await withAdmin(fromUrl, (admin) => admin.unsafe(`drop database if exists ${name} with (force)`));
    },
  };
}

const open = (url: string): Sql => postgres(url, { max: 1, onnotice: () => undefined });

async function copyTables(fromUrl: string, from: Sql, to: Sql): Promise<void> {
  const tables = await from<{ name: string; columns: string }[]>`
    select quote_ident(table_name) as name, string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
    from information_schema.columns join pg_tables on tablename = table_name and schemaname = table_schema
    where table_schema = 'public' and is_generated = 'NEVER' group by 1`;
  // The migrations filled some of them.
  await to.unsafe(`truncate ${tables.map(({ name }) => name).join(', ')}`);
  for (const { name, columns } of tables) {
    // A connection each: after many rows postgres.js leaves it paused.
    const reader = open(fromUrl);
    const rows = await reader.unsafe(`copy ${name} (${columns}) to stdout`).readable();
    await pipeline(rows, await to.unsafe(`copy ${name} (${columns}) from stdin`).writable());
    await reader.end({ timeout: 0 });
  }
}

async function copySequences(from: Sql, to: Sql): Promise<void> {
  const sequences = await from<{ name: string; last: string }[]>`
    select sequencename as name, last_value as last from pg_sequences where schemaname = 'public' and last_value is not null`;
  for (const { name, last } of sequences) await to`select setval(${name}::regclass, ${last})`;
}
