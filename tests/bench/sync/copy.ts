import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import type { BenchDatabase } from '../support/databases';

const OUT = 'copy properties to stdout';
const INTO = 'copy properties_copy from stdin';

/** Who holds the two ends of the pipe: psql if there is one, else this process. */
export const COPY_PROGRAM = spawnSync('psql', ['--version']).status === 0 ? 'psql | psql' : 'node';

/**
 * The limit: the same rows as text through a pipe, COPY … TO STDOUT | COPY … FROM STDIN, into a table with its primary key and
 * nothing else. Answers milliseconds.
 */
export async function copyProperties(from: BenchDatabase, to: BenchDatabase, expected: number): Promise<number> {
  await to.db.execute(sql`drop table if exists properties_copy`);
  await to.db.execute(
    sql`create table properties_copy (like properties including defaults including storage, primary key (id))`,
  );
  const startedAt = performance.now();
  await (COPY_PROGRAM === 'node' ? pipeThroughNode(from.url, to.url) : pipeThroughPsql(from.url, to.url));
  const took = performance.now() - startedAt;
  const [row] = await to.db.execute<{ n: number }>(sql`select count(*)::int as n from properties_copy`);
  if (row?.n !== expected) throw new Error(`${row?.n} rows were copied, not ${expected}`);
  await to.db.execute(sql`drop table properties_copy`);
  return took;
}

async function pipeThroughPsql(from: string, to: string): Promise<void> {
  const script = `psql -qAt "$1" -c "${OUT}" | psql -qAt "$2" -c "${INTO}"`;
  const child = spawn('sh', ['-c', script, 'sh', from, to], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`psql ended with ${code}`);
}

async function pipeThroughNode(from: string, to: string): Promise<void> {
  const source = postgres(from, { max: 1 });
  const target = postgres(to, { max: 1 });
  try {
    const [reading, writing] = [await source.unsafe(OUT).readable(), await target.unsafe(INTO).writable()];
    await pipeline(reading, writing);
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
}
