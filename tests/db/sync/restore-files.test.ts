import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { registerSite } from '@/lib/central/register-site';
import type { Db } from '@/lib/db/client';
import { planCleanup } from '@/lib/interfaces/plan-cleanup';
import { openAttachmentFile } from '@/lib/properties/open-attachment';
import type { RunDetail } from '@/lib/runs/get';
import { startSync } from '@/lib/runs/start';
import { planUnknown } from '@/lib/storage/plan-unknown';
import { openStorage, storage } from '@/lib/storage/storage';
import { readInstallationId, saveConnection } from '@/lib/sync/settings';
import { readState } from '@/lib/sync/state';
import { type Backup, backUp } from '../../support/backup';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { withDatabase } from '../../support/database-template';
import { executeNext } from '../../support/execute-next';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { type Installation, startInstallation } from '../../support/installation';
import { attachmentXml, bytesOf, element, propertyXml, providerXml, transferXml } from '../../support/openimmo';
import { readDigest } from '../../support/read-digest';
import { describeStock } from '../../support/records';
import { zipOf } from '../../support/zip';

/** A site in this process and a central server in another, each with a database and a directory of files. */
let root: string;
let site: ImportHarness;
let siteUrl: string;
let central: TestDatabase;
let server: Installation;
let siteId: number;
const backups: Backup[] = [];
const folderOf = (role: 'site' | 'central') => path.join(root, role);
const serve = (port?: number) =>
  startInstallation({
    role: 'central',
    databaseUrl: central.url,
    dataDir: folderOf('central'),
    ...(port === undefined ? {} : { port }),
  });

beforeEach(async () => {
  root ??= await mkdtemp(path.join(tmpdir(), 'restore-'));
  process.env.DATA_DIR = folderOf('site');
  [site, central] = await Promise.all([createImportHarness({ recordKey: 'external' }), createTestDatabase()]);
  site.places.storage = storage();
  const [row] = await site.db.execute<{ name: string }>(sql`select current_database() as name`);
  siteUrl = withDatabase(inject('databaseServerUrl'), row?.name ?? '');
  server = await serve();
  const registered = await registerSite(central.db, { name: 'Hamburg' });
  siteId = registered.siteId;
  await saveConnection(site.db, { url: server.url, siteName: 'Hamburg', token: registered.token });
  await synchronise();
  await deliver('1.zip', [listing(1, ['a.jpg']), listing(2, ['b.jpg']), listing(3, ['c.jpg', 'both.jpg'])], 40);
  await deliver('2.zip', [listing(1, ['a2.jpg', 'both.jpg'])], 30);
  expect(await synchronise()).toMatchObject({ state: 'done' });
});
afterEach(async () => {
  await server.kill();
  await Promise.all([site.close(), central.close()]);
  for (const backup of backups.splice(0)) await backup.discard();
  await rm(root, { recursive: true, force: true });
});

const picture = (name: string) => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from(`the bytes of ${name}`)]);

function listing(number: number, pictures: string[], { title = `Haus ${number}`, action = 'CHANGE' } = {}): string {
  const shown = pictures.map((name) => attachmentXml(name));
  const sections = shown.length > 0 ? [element('anhaenge', {}, shown)] : [];
  return propertyXml({ obid: `O-${number}`, external: `E-${number}`, title, action, sections });
}

/** Pictures lie beside their names. */
async function deliver(name: string, listings: string[], minutesAgo: number): Promise<void> {
  const names = new Set(listings.flatMap((xml) => [...xml.matchAll(/[\w-]+\.jpg/g)].map(([found]) => found)));
  const zip = await zipOf([
    { name: 'openimmo.xml', content: transferXml([providerXml(listings)], { scope: 'TEIL' }) },
    ...[...names].map((file) => ({ name: file, content: picture(file) })),
  ]);
  await site.deliver(name, zip, minutesAgo);
  expect(await site.run()).toMatchObject({ state: 'done' });
}

async function synchronise(): Promise<RunDetail> {
  await startSync(site.db, { trigger: 'user' });
  return executeNext(site.db);
}

/** A picture is exchanged, a property goes and another one comes; the central server hears of it. */
async function goOn(): Promise<void> {
  await deliver('3.zip', [listing(2, ['b2.jpg'], { title: 'Haus 2 neu' }), listing(4, ['d.jpg'])], 20);
  await deliver('4.zip', [listing(3, [], { action: 'DELETE' })], 10);
  expect(await synchronise()).toMatchObject({ state: 'done' });
}

/** Every property with its pictures; their bytes are read, and are those that were delivered under the name. */
async function describeProperties(db: Db, files = storage()): Promise<string[]> {
  const rows = await db.execute<{ title: string; state: string; pictures: { id: string; name: string }[] | null }>(sql`
    select p.title, p.state, jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) order by a.position) filter (where a.id is not null) as pictures
    from properties p left join attachments a on a.property_id = p.id group by p.id order by p.title`);
  const lines: string[] = [];
  for (const { title, state, pictures } of rows) {
    for (const { id, name } of state === 'trashed' ? [] : (pictures ?? [])) {
      const opened = await openAttachmentFile(db, id, files);
      expect([name, await bytesOf(opened.stream)]).toEqual([name, picture(name)]);
    }
    lines.push(`${title} ${state}: ${(pictures ?? []).map(({ name }) => name).join(' ')}`);
  }
  return lines;
}

const BEFORE = ['Haus 1 active: a2.jpg both.jpg', 'Haus 2 active: b.jpg', 'Haus 3 active: c.jpg both.jpg'];
const AFTER = [
  'Haus 1 active: a2.jpg both.jpg',
  'Haus 2 neu active: b2.jpg',
  'Haus 3 trashed: c.jpg both.jpg',
  'Haus 4 active: d.jpg',
];

const unused = async () =>
  (await planCleanup(site.db, site.interfaceId)).files
    .map(({ names, reason }) => `${names.join(' ')} ${reason}`)
    .sort();

/** Objects that nothing knows, by the texts in them. */
async function unknown(): Promise<string[]> {
  const tomorrow = new Date(Date.now() + 25 * 3_600_000);
  const installationId = await readInstallationId(site.db);
  const { objects } = await planUnknown(site.db, storage(), { installationId, now: tomorrow });
  const names = ['a.jpg', 'a2.jpg', 'b.jpg', 'b2.jpg', 'both.jpg', 'c.jpg', 'd.jpg'];
  return Promise.all(
    objects.map(async ({ key }) => {
      const bytes = Buffer.from(await storage().disk.getBytes(key));
      return names.find((name) => picture(name).equals(bytes)) ?? key;
    }),
  );
}

async function compared(runId: string): Promise<boolean> {
  return (await site.db.execute(sql`select 1 from verifications where run_id = ${runId}`)).length > 0;
}

async function expectInStep(): Promise<void> {
  expect(await describeStock(central.db, siteId)).toEqual(await describeStock(site.db, 0));
  expect(await readDigest(site.db, null)).toEqual(await readDigest(central.db, siteId));
  expect(await readState(site.db, 'doubt')).toBeNull();
}

describe('a site whose database and files are put back', () => {
  it('from one moment: all is there again, the cleanup lists what it listed then, and the next run brings what was lost', async () => {
    const backup = await backUp({ databaseUrl: siteUrl, folder: folderOf('site') });
    backups.push(backup);
    expect(await unused()).toEqual(['a.jpg replaced']);
    await goOn();
    expect(await describeProperties(site.db)).toEqual(AFTER);
    const stock = await describeStock(central.db, siteId);

    await backup.restore();

    expect(await describeProperties(site.db)).toEqual(BEFORE);
    expect(await unused()).toEqual(['a.jpg replaced']);
    expect(await unknown()).toEqual([]);
    const run = await synchronise();
    expect(run).toMatchObject({ state: 'done', error: null });
    expect(await compared(run.id)).toBe(true);
    expect(await describeProperties(site.db)).toEqual(AFTER);
    expect(await describeStock(central.db, siteId)).toEqual(stock);
    await expectInStep();
    expect(await unknown()).toEqual([]);
  });

  it('the database first and the files later: what has no record yet is listed, and is known again after the next run', async () => {
    const backup = await backUp({ databaseUrl: siteUrl, folder: folderOf('site'), between: goOn });
    backups.push(backup);

    await backup.restore();

    expect(await describeProperties(site.db)).toEqual(BEFORE);
    expect(await unused()).toEqual(['a.jpg replaced']);
    expect((await unknown()).sort()).toEqual(['b2.jpg', 'd.jpg']);
    expect(await synchronise()).toMatchObject({ state: 'done', error: null });
    expect(await describeProperties(site.db)).toEqual(AFTER);
    expect(await unknown()).toEqual([]);
    await expectInStep();
  });
});

describe('a central server whose database and files are put back', () => {
  it('gets again the records that it had received since, and their bytes with the run after that', async () => {
    const backup = await backUp({ databaseUrl: central.url, folder: folderOf('central') });
    backups.push(backup);
    await goOn();
    const files = openStorage(path.join(folderOf('central'), 'files'));
    expect(await describeProperties(central.db, files)).toEqual(AFTER);
    const { port } = server;
    await server.kill();
    await backup.restore();
    server = await serve(port);
    expect(await describeProperties(central.db, files)).toEqual(BEFORE);

    const run = await synchronise();
    expect(run).toMatchObject({ state: 'done', error: null });
    expect(await compared(run.id)).toBe(true);
    await expectInStep();
    // The bytes of records that it got back with the comparison, which is the run's last step.
    expect(await synchronise()).toMatchObject({ state: 'done', counts: { filesSent: 2 } });
    expect(await describeProperties(central.db, files)).toEqual(AFTER);
  });
});
