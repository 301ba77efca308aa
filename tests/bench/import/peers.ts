import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import type { BenchDatabase } from '../support/databases';
import type { BenchDelivery } from './delivery';

/** Debian's own Python, where its packages are; else whatever is in the path. */
const PYTHON = ['/usr/bin/python3', 'python3'].find((program) => works(program, ['-c', 'import psycopg2']));
const XMLLINT = works('xmllint', ['--version']);

/** Programs that a comparison needs and that are not here, with the packages that bring them. */
export const MISSING = [
  ...(XMLLINT ? [] : ['xmllint (Debian: libxml2-utils): no vsLimit']),
  ...(PYTHON ? [] : ['psycopg2 (Debian: python3-psycopg2): no vsPython']),
];

function works(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** Tables with a primary key and nothing else, empty. */
async function makePeerTables({ db }: BenchDatabase): Promise<void> {
  await db.execute(sql`drop table if exists peer_properties, peer_attachments`);
  await db.execute(sql`
    create table peer_properties (obid text primary key, external_number text, title text, description text, price numeric(16,2),
      living_area numeric(14,2), rooms numeric(8,2), street text, house_number text, postcode text, city text,
      latitude double precision, longitude double precision, document jsonb)`);
  await db.execute(sql`
    create table peer_attachments (obid text, position int, "group" text, title text, path text, primary key (obid, position))`);
}

async function run(program: string, args: string[]): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${program} ${args.slice(0, 2).join(' ')} ended with ${code}`);
  return output;
}

/** Milliseconds that the program itself measured. */
async function timeProgram(program: string, args: string[], rows?: number): Promise<number> {
  const answer = JSON.parse(await run(program, args)) as { ms: number; rows?: number };
  if (rows !== undefined && answer.rows !== rows) throw new Error(`${args[0]} wrote ${answer.rows} rows, not ${rows}`);
  return answer.ms;
}

const rowsOf = ({ properties, attachments }: BenchDelivery) => properties + attachments;

export async function importFxp(delivery: BenchDelivery, database: BenchDatabase): Promise<number> {
  await makePeerTables(database);
  const program = [path.resolve('tests/bench/import/fxp-process.mjs'), delivery.path, database.url];
  return timeProgram(process.execPath, ['--max-old-space-size=6144', ...program], rowsOf(delivery));
}

export async function importPython(delivery: BenchDelivery, database: BenchDatabase): Promise<number | null> {
  if (!PYTHON) return null;
  await makePeerTables(database);
  return timeProgram(
    PYTHON,
    [path.resolve('tests/bench/import/peer.py'), delivery.path, database.url],
    rowsOf(delivery),
  );
}

/** A pass of our parser's library that does nothing with what it reads. */
export async function parseBare(delivery: BenchDelivery): Promise<number> {
  return timeProgram(process.execPath, [
    '--import',
    'tsx',
    path.resolve('tests/bench/import/saxes-process.ts'),
    delivery.path,
  ]);
}

/** xmllint over the file, then COPY of the rows that the import made into tables with nothing but a primary key. */
export async function readAndCopy(
  delivery: BenchDelivery,
  from: BenchDatabase,
  to: BenchDatabase,
): Promise<number | null> {
  if (!XMLLINT) return null;
  const startedAt = performance.now();
  await run('xmllint', ['--stream', '--noout', delivery.path]);
  const parsed = performance.now() - startedAt;
  let copied = 0;
  for (const table of ['properties', 'property_keys', 'attachments', 'contacts']) {
    await to.db.execute(sql.raw(`drop table if exists limit_${table}`));
    const key = await primaryKeyOf(from, table);
    const like = `like ${table} including defaults including storage`;
    await to.db.execute(sql.raw(`create table limit_${table} (${like}, primary key (${key}))`));
    const copyAt = performance.now();
    const script = `psql -qAt "$1" -c "copy ${table} to stdout" | psql -qAt "$2" -c "copy limit_${table} from stdin"`;
    await run('sh', ['-c', script, 'sh', from.url, to.url]);
    copied += performance.now() - copyAt;
  }
  return parsed + copied;
}

async function primaryKeyOf({ db }: BenchDatabase, table: string): Promise<string> {
  const [row] = await db.execute<{ columns: string }>(sql`
    select string_agg(quote_ident(a.attname), ', ' order by array_position(i.indkey::int2[], a.attnum)) as columns
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = ${table}::regclass and i.indisprimary`);
  if (!row) throw new Error(`${table} has no primary key`);
  return row.columns;
}
