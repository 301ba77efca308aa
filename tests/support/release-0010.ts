import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres, { type Sql } from 'postgres';
import { migrate } from '@/lib/db/migrate';

/** Migrates to what the migrations up to number `last` make of a database: an older release. */
export async function migrateUpTo(url: string, last: number): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  try {
    await cp('drizzle', folder, { recursive: true });
    const file = path.join(folder, 'meta', '_journal.json');
    const journal = JSON.parse(await readFile(file, 'utf8')) as { entries: { idx: number }[] };
    await writeFile(file, JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx <= last) }));
    await migrate(url, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A site and its central server of that release, each on a connection of its own: code of today knows other columns. */
export interface OldPair {
  site: Sql;
  central: Sql;
  installationId: string;
  tokenHash: string;
}

export const openOld = (url: string): Sql => postgres(url, { max: 1, onnotice: () => undefined });

export async function runFixture(sql: Sql, name: 'site' | 'central' | 'waiting'): Promise<void> {
  await sql.unsafe(await readFile(`tests/fixtures/release-0010/${name}.sql`, 'utf8')).simple();
}

interface Begun {
  session: string;
  pushed: string;
  last: string;
  epoch: number;
  central: object | null;
  remote: object | null;
  records: string;
}

interface Cursored {
  cursor: { epoch: number; position: number };
}

/** A small run of that release, by its own functions. `integrate` false: what came is left in the site's buffer. */
export async function synchroniseOld(pair: OldPair, { integrate = true } = {}): Promise<void> {
  const { site, central } = pair;
  const [begun] = await site<Begun[]>`select * from begin_exchange(1000, 5000000)`;
  if (!begun) throw new Error('begin_exchange answers one row');
  const { session, pushed, last, epoch } = begun;
  const head = {
    session: { number: Number(session), id: crypto.randomUUID() },
    pushed: Number(pushed),
    inDoubt: false,
    through: Number(last),
    remaining: 0,
    central: begun.central,
    remote: begun.remote,
  };
  const [answered] = await central<{ answer: string }[]>`
    select answer from exchange(${pair.tokenHash}, ${pair.installationId}, '0.0.1', 1000, ${JSON.stringify(head)}::text::jsonb,
      ${begun.records}, 1000, 5000000)`;
  const answer = JSON.parse(answered?.answer ?? '{}') as { central: Cursored; remote: Cursored; records: object[] };
  const cursors = JSON.stringify({
    'push-cursor': { epoch, position: Number(last) },
    'pull-central-cursor': answer.central.cursor,
    'pull-remote-cursor': answer.remote.cursor,
  });
  const records = JSON.stringify(answer.records);
  await site`select receive_pulled(1, ${records}, ${cursors}::text::jsonb)`;
  if (!integrate) return;
  const [done] = await site<{ whole: boolean }[]>`select integrate_at_once(0, -1) as whole`;
  if (!done?.whole) throw new Error('what came was not integrated');
}

/** A push of that release: it is received and waits for its integration. */
export async function pushOld({ site, central }: OldPair): Promise<void> {
  const [begun] = await site<Begun[]>`select * from begin_exchange(1000, 5000000)`;
  if (!begun) throw new Error('begin_exchange answers one row');
  const { session, pushed, last, epoch, records } = begun;
  const head = {
    batchId: crypto.randomUUID(),
    session: { number: Number(session), id: crypto.randomUUID() },
    pushed: Number(pushed),
    inDoubt: false,
    through: Number(last),
    remaining: 0,
  };
  await central`select receive_push(1, ${JSON.stringify(head)}::text::jsonb, ${records})`;
  const cursor = JSON.stringify({ epoch, position: Number(last) });
  await site`update sync_state set value = ${cursor}::text::jsonb where key = 'push-cursor'`;
}

/** Every table's rows as sorted texts, with the columns that `like` has, or all. */
export async function readRows(
  sql: Sql,
  like?: ReadonlyMap<string, { columns: string[] }>,
): Promise<Map<string, { columns: string[]; rows: string[] }>> {
  const tables = like
    ? [...like].map(([name, { columns }]) => ({ name, columns }))
    : await sql<{ name: string; columns: string[] }[]>`
        select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
        from information_schema.columns join pg_tables on tablename = table_name and schemaname = table_schema
        where table_schema = 'public' group by 1 order by 1`;
  const contents = new Map<string, { columns: string[]; rows: string[] }>();
  for (const { name, columns } of tables) {
    const rows = await sql<{ line: string }[]>`
      select to_jsonb(r)::text as line from (select ${sql(columns)} from ${sql(name)}) r order by 1`;
    contents.set(name, { columns, rows: rows.map((row) => row.line) });
  }
  return contents;
}
