import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { type OpenDatabase, openDatabase } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrate';
import { withDatabase } from '../../support/database-template';

export interface BenchDatabase extends OpenDatabase {
  name: string;
  url: string;
}

export interface BenchServer {
  /** A migrated database, or a copy of another one (which nobody may use meanwhile). */
  create(from?: string): Promise<BenchDatabase>;
  drop(database: BenchDatabase): Promise<void>;
  /** Writes to disk what is due, so that the next step does not pay for the one before. */
  settle(): Promise<void>;
  /** The processes that are ours: this benchmark with its children, and Postgres. */
  roots: number[];
  settings: string;
  close(): Promise<void>;
}

const SHOWN = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size'];

/** The Postgres server of a benchmark; `close` drops every database that was made on it. */
export async function openServer(serverUrl: string): Promise<BenchServer> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  const made = new Map<string, BenchDatabase>();
  const template = `bench_template_${process.pid}`;
  await admin.unsafe(`create database ${template}`);
  await migrate(withDatabase(serverUrl, template));
  const drop = async (database: BenchDatabase) => {
    made.delete(database.name);
    await database.close();
    await admin.unsafe(`drop database if exists ${database.name} with (force)`);
  };
  let count = 0;
  return {
    create: async (from = template) => {
      const name = `bench_${process.pid}_${++count}`;
      await admin.unsafe(`create database ${name} template ${from}`);
      const url = withDatabase(serverUrl, name);
      const database = { name, url, ...openDatabase(url, { max: 12, applicationName: 'bench' }) };
      made.set(name, database);
      return database;
    },
    drop,
    settle: async () => {
      await admin`checkpoint`;
    },
    roots: [process.pid, await findPostmaster(admin)],
    settings: await readSettings(admin),
    close: async () => {
      for (const database of [...made.values()]) await drop(database);
      await admin.unsafe(`drop database if exists ${template} with (force)`);
      await admin.end();
    },
  };
}

/** The parent of our session's process, if it is on this machine. */
async function findPostmaster(admin: postgres.Sql): Promise<number> {
  const [row] = await admin<{ pid: number }[]>`select pg_backend_pid() as pid`;
  try {
    const text = readFileSync(`/proc/${row?.pid}/stat`, 'utf8');
    return text.includes('(postgres)') ? Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]) : process.pid;
  } catch {
    return process.pid;
  }
}

async function readSettings(admin: postgres.Sql): Promise<string> {
  const rows = await admin<{ name: string; value: string }[]>`
    select name, current_setting(name) as value from pg_settings where name in ${admin(SHOWN)} order by name`;
  return rows.map(({ name, value }) => `${name}=${value}`).join(' ');
}
