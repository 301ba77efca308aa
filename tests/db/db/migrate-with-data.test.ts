import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { hashToken } from '@/lib/central/authenticate';
import { stampChanges } from '@/lib/changelog/read';
import { type OpenDatabase, openDatabase } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrate';
import { listImports } from '@/lib/interfaces/history';
import { listProperties } from '@/lib/properties/list';
import { startSync } from '@/lib/runs/start';
import { encryptSecret } from '@/lib/secrets';
import { countPending } from '@/lib/status/count-pending';
import { withDatabase } from '../../support/database-template';
import { executeNext } from '../../support/execute-next';
import { type Installation, startInstallation } from '../../support/installation';
import { readDigest } from '../../support/read-digest';
import {
  migrateUpTo,
  type OldPair,
  openOld,
  pushOld,
  readRows,
  runFixture,
  synchroniseOld,
} from '../../support/release-0010';

/** A site and a central server of an older release, with all that they hold, brought to this one; the tests go on with them in order. */
let admin: Sql;
let server: Installation | undefined;
const names = { site: '', central: '' };
const urls = { site: '', central: '' };
let before: { site: Awaited<ReturnType<typeof readRows>>; central: Awaited<ReturnType<typeof readRows>> };
let site: OpenDatabase;
let central: OpenDatabase;

beforeAll(async () => {
  const serverUrl = inject('databaseServerUrl');
  admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  for (const role of ['site', 'central'] as const) {
    names[role] = `old_${role}_${process.pid}_${randomBytes(4).toString('hex')}`;
    urls[role] = withDatabase(serverUrl, names[role]);
    await admin.unsafe(`create database ${names[role]}`);
    await migrateUpTo(urls[role], 10);
  }
  const token = `es_${randomBytes(32).toString('base64url')}`;
  const old: OldPair = {
    site: openOld(urls.site),
    central: openOld(urls.central),
    installationId: crypto.randomUUID(),
    tokenHash: hashToken(token),
  };
  await fill(old, token);
  before = { site: await readRows(old.site), central: await readRows(old.central) };
  await Promise.all([old.site.end(), old.central.end()]);
  await Promise.all([migrate(urls.site), migrate(urls.central)]);
  site = openDatabase(urls.site, { max: 4, applicationName: 'test site' });
  central = openDatabase(urls.central, { max: 4, applicationName: 'test central' });
});
afterAll(async () => {
  await server?.kill();
  await Promise.all([site?.close(), central?.close()]);
  for (const name of Object.values(names)) if (name) await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.end();
});

/** A site in step with its central server; then each has changes that the other has not seen, and something in its buffer. */
async function fill(old: OldPair, token: string): Promise<void> {
  await runFixture(old.central, 'central');
  await old.central`update sites set token_hash = ${old.tokenHash} where id = 1`;
  const connection = {
    url: 'http://127.0.0.1:1',
    siteName: 'Hamburg',
    token: encryptSecret(token),
    intervalMinutes: 15,
    pausedUntil: null,
    pauseReason: null,
  };
  await old.site`
    insert into settings (key, value) values ('synchronisation', ${old.site.json(connection)}),
      ('installation', ${old.site.json({ id: old.installationId })})`;
  await old.site`
    insert into sync_state (key, value) values ('registration', '{"siteId": 1}'),
      ('first-run-finished', '{"at": "2025-12-01T09:00:00.000Z"}')`;
  await synchroniseOld(old);
  await runFixture(old.site, 'site');
  await synchroniseOld(old);
  await old.central`update stored_files set stored_at = now()`;
  await old.central`insert into file_uploads (site_id, sha256) select 1, sha256 from stored_files`;
  await copyShared(old.central, 4);
  await synchroniseOld(old, { integrate: false });
  await copyShared(old.central, 5);
  await old.central`update providers set name = 'Hafen & Partner', updated_at = now() where number = 'A-100'`;
  await old.site`
    insert into properties (id, provider_id, external_number, state, title, document, content_hash)
    select gen_random_uuid(), id, 'H-14', 'active', 'Haus 14', '{}', 'h14' from providers where number = 'A-100'`;
  await pushOld(old);
  await runFixture(old.site, 'waiting');
}

/** One more property that the neighbour shares. */
async function copyShared(on: Sql, number: number): Promise<void> {
  await on.begin(async (tx) => {
    await tx`select set_config('app.origin_site', '2', true)`;
    await tx`
      insert into properties (id, origin_site_id, provider_id, external_number, state, title, document, content_hash, shared_generally)
      select gen_random_uuid(), 2, provider_id, ${`M-${number}`}, 'active', ${`Münchner Haus ${number}`}, '{}', 'm', true
      from properties where external_number = 'M-1'`;
  });
}

const titlesOf = async (filter: Parameters<typeof listProperties>[1]) =>
  (await listProperties(site.db, { size: 100, ...filter })).rows.map(({ title }) => title).sort();

test('no row of any table is lost or altered, and every table held some', async () => {
  const filled = new Set<string>();
  for (const role of ['site', 'central'] as const) {
    for (const [table, { rows }] of before[role]) if (rows.length > 0) filled.add(table);
    // Of an import under way, which begins to read again.
    before[role].delete('staged_records');
    const reader = openOld(urls[role]);
    const after = await readRows(reader, before[role]);
    await reader.end();
    for (const [table, { rows }] of before[role])
      expect([role, table, after.get(table)?.rows]).toEqual([role, table, rows]);
  }
  const tables = new Set([...before.site.keys(), ...before.central.keys()]);
  expect([...tables].filter((table) => !filled.has(table))).toEqual([]);
});

test('the list finds every property, by number, words, provider, interface, state and owner', async () => {
  const [first] = await site.db.execute<{ id: string }>(sql`select id from interfaces where name = 'Hafen'`);
  const all = await titlesOf({});
  expect(all).toHaveLength(16);
  expect(all).toContain('Haus 1, renoviert');
  expect(await titlesOf({ search: 'elbblick haus 5' })).toEqual(['Haus 5 „Elbblick“']);
  expect(await titlesOf({ search: 'H-13' })).toEqual(['Haus 13']);
  expect(await titlesOf({ place: 'ovelgonne 20453' })).toEqual(['Haus 3 „Elbblick“']);
  expect(await titlesOf({ interfaceId: first?.id })).toHaveLength(12);
  expect(await titlesOf({ state: 'trashed' })).toEqual(['Haus 11 „Elbblick“']);
  expect(await titlesOf({ owner: 'shared' })).toEqual(['Münchner Haus 1', 'Münchner Haus 2', 'Münchner Haus 3']);
});

test('the history is there, and an interface has the defaults of what is new', async () => {
  const { rows } = await listImports(site.db, null);
  expect(rows.map(({ path, state, interfaceName }) => [path, state, interfaceName])).toEqual([
    ['bestand-1.zip', 'done', 'Hafen'],
    ['bestand-2.zip', 'held', 'Hafen'],
  ]);
  const [counted] = await site.db.execute(sql`
    select (select sum(runs)::int from run_quarters) as runs, (select count(*)::int from plans where interface_id is not null) as plans,
      (select array_agg(distinct language) from interfaces) as languages,
      (select array_agg(actor_kind order by id) from audit_log) as actors`);
  expect(counted).toEqual({ runs: 3, plans: 2, languages: ['de'], actors: ['user', 'token', 'system'] });
});

test('what waits is sent, what came is integrated, and both sides are proved identical', async () => {
  // A contact changed and one new; a property changed, one new, one deleted with its picture.
  expect(await countPending(site.db)).toMatchObject({
    count: 6,
    byTable: { contacts: 2, properties: 3, attachments: 1 },
  });
  expect(await readDigest(site.db, null)).not.toEqual(await readDigest(central.db, 1));
  server = await startInstallation({ role: 'central', databaseUrl: urls.central });
  await site.db.execute(sql`
    update settings set value = jsonb_set(value, '{url}', to_jsonb(${server.url}::text)) where key = 'synchronisation'`);
  // A run does not wait for whoever stamps at that moment, as the central server may while it starts: what that one stamps
  // comes with the next run.
  await stampChanges(central.db);
  await startSync(site.db, { trigger: 'user' });

  const run = await executeNext(site.db);

  expect(run).toMatchObject({ state: 'done', error: null, counts: { sent: 6, received: 2 } });
  expect(await readDigest(site.db, null)).toEqual(await readDigest(central.db, 1));
  const [left] = await site.db.execute(sql`
    select (select count(*)::int from sync_buffer) as buffered, (select differing_count from verifications order by at desc limit 1) as differing,
      (select count(*)::int from sync_state where key = 'doubt') as doubts, (select name from providers where number = 'A-100') as provider`);
  expect(left).toEqual({ buffered: 0, differing: 0, doubts: 0, provider: 'Hafen & Partner' });
  const [there] = await central.db.execute(sql`
    select (select count(*)::int from sync_buffer) as buffered,
      (select array_agg(external_number order by external_number) from properties where origin_site_id = 1
        and external_number in ('H-1', 'H-12', 'H-13', 'H-14')) as numbers`);
  expect(there).toEqual({ buffered: 0, numbers: ['H-1', 'H-13', 'H-14'] });
  expect(await titlesOf({ owner: 'shared' })).toHaveLength(5);
  expect((await listProperties(central.db, { search: 'Haus 13' })).rows).toHaveLength(1);
});
