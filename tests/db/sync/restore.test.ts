import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Db } from '@/lib/db/client';
import { readState } from '@/lib/sync/state';
import { describeStock, insertProperties, insertProvider } from '../../support/records';
import { type SyncPair, startSyncPair } from '../../support/sync-pair';

let pair: SyncPair;
let providerId: string;
beforeEach(async () => {
  pair = await startSyncPair();
  providerId = await insertProvider(pair.site.db, { number: '1' });
  await insertProperties(pair.site.db, providerId, 30, 'OLD');
  await pair.synchronise();
});
afterEach(() => pair.close());

/** What a backup in place holds: the rows of these tables, put back later as they were. The changelog's identity stays. */
const TABLES = [
  ...[
    'providers',
    'contacts',
    'properties',
    'property_keys',
    'stored_files',
    'attachments',
    'sync_state',
    'sync_buffer',
  ],
  ...['change_inbox', 'change_log', 'change_head', 'change_epoch', 'received_batches', 'sites'],
];

async function backUp(db: Db): Promise<() => Promise<void>> {
  const schema = `backup_${randomBytes(4).toString('hex')}`;
  await db.execute(sql`create schema ${sql.identifier(schema)}`);
  for (const table of TABLES) {
    const [from, to] = [sql.identifier(table), sql.identifier(table)];
    await db.execute(sql`create table ${sql.identifier(schema)}.${to} as table public.${from}`);
  }
  return () =>
    db.transaction(async (tx) => {
      // As a restore does it: no trigger notes anything.
      await tx.execute(sql`set local session_replication_role = replica`);
      for (const table of TABLES) {
        const [row] = await tx.execute<{ columns: string }>(sql`
          select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
          where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`);
        const [name, columns] = [sql.identifier(table), sql.raw(row?.columns ?? '')];
        await tx.execute(sql`delete from public.${name}`);
        await tx.execute(sql`
          insert into public.${name} (${columns}) overriding system value select ${columns} from ${sql.identifier(schema)}.${name}`);
      }
    });
}

async function expectInStep(): Promise<void> {
  expect(await describeStock(pair.central.db, pair.siteId)).toEqual(await describeStock(pair.site.db, 0));
  expect(await readState(pair.site.db, 'doubt')).toBeNull();
}

const titles = async (db: Db) =>
  (await db.execute<{ title: string }>(sql`select title from properties order by title`)).map((row) => row.title);

test('a site restored from a backup gets back what it had since, sends what it made since, and both sides are proved identical', async () => {
  const { site } = pair;
  const restore = await backUp(site.db);
  await insertProperties(site.db, providerId, 5, 'SINCE');
  await site.db.execute(sql`update properties set title = 'newer', updated_at = now() where external_number = 'OLD-1'`);
  await pair.synchronise();
  await restore();
  await insertProperties(site.db, providerId, 3, 'AFTER');

  expect(await pair.synchronise()).toMatchObject({ state: 'done', error: null });

  expect((await titles(site.db)).filter((title) => !title.includes('OLD'))).toEqual([
    ...['Property AFTER-1', 'Property AFTER-2', 'Property AFTER-3'],
    ...['Property SINCE-1', 'Property SINCE-2', 'Property SINCE-3', 'Property SINCE-4', 'Property SINCE-5', 'newer'],
  ]);
  await expectInStep();
});

test('a central server restored from a backup gets again what it had received since', async () => {
  const { site, central } = pair;
  const restore = await backUp(central.db);
  await insertProperties(site.db, providerId, 5, 'SINCE');
  await site.db.execute(sql`update properties set title = 'newer', updated_at = now() where external_number = 'OLD-1'`);
  await site.db.execute(sql`delete from properties where external_number = 'OLD-2'`);
  await pair.synchronise();
  await restore();

  expect(await pair.synchronise()).toMatchObject({ state: 'done', error: null });

  expect(await titles(central.db)).toContain('newer');
  expect(await titles(central.db)).not.toContain('Property OLD-2');
  await expectInStep();
});

test('a database that was restored elsewhere begins a new epoch, and cursors from after the dump are in doubt', async () => {
  const { site } = pair;
  const [before] = await site.db.execute<{ epoch: number; last: string }>(
    sql`select epoch, last_position as last from change_head`,
  );
  const name = `restored_${randomBytes(4).toString('hex')}`;
  const admin = postgres(site.url.replace(/\/[^/]*$/, '/postgres'), { max: 1, onnotice: () => undefined });
  const original = new URL(site.url).pathname.slice(1);
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${original} and pid <> pg_backend_pid()`;
  await admin.unsafe(`create database ${name} template ${original}`);
  const copy = postgres(site.url.replace(/\/[^/]*$/, `/${name}`), { max: 1, onnotice: () => undefined });
  try {
    await copy`select change_stamp()`;
    const epoch = before?.epoch ?? 0;
    const last = Number(before?.last);
    const judge = async (at: number, position: number) =>
      (await copy`select * from change_cursor(${at}, ${position})`)[0];
    expect(await judge(epoch, last)).toMatchObject({ position: String(last), doubt: false });
    expect(await judge(epoch, last + 5)).toMatchObject({ position: String(last), doubt: true });
    expect(await judge(epoch + 1, last)).toMatchObject({ doubt: true });
    expect((await copy`select epoch from change_head`)[0]?.epoch).not.toBe(epoch);
  } finally {
    await copy.end();
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  }
});

test('a request of an older session is refused, and what it carried is not stored', async () => {
  const { central, siteId } = pair;
  await pair.synchronise();
  const [site] = await central.db.execute<{ session: string }>(
    sql`select push_session as session from sites where id = ${siteId}`,
  );
  const late = sql`select receive_push(${siteId}, ${JSON.stringify({ batchId: crypto.randomUUID(), session: { number: Number(site?.session) - 1, id: crypto.randomUUID() }, pushed: 0, inDoubt: false, through: 9, remaining: 0 })}::text::jsonb, '[]')`;
  await expect(central.db.execute(late)).rejects.toMatchObject({
    cause: { code: 'ES409', message: 'session-superseded' },
  });
});
