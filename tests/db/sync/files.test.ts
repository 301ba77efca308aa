import { rm } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '@/lib/db/client';
import { openStoredFile } from '@/lib/storage/open-stored-file';
import { recheckFiles } from '@/lib/sync/files/marker';
import { createTestDatabase } from '../../support/database';
import { attachFile, type FilePair, openSite, pushRecords, startFilePair, transfer } from '../../support/file-pair';
import { bytesOf } from '../../support/openimmo';
import { listOutcomesOfRun } from '../../support/outcomes';

let pair: FilePair;
beforeAll(async () => {
  pair = await startFilePair();
});
afterAll(() => pair.close());

const isStored = async (db: Db, sha256: string) => {
  const [row] = await db.execute<{ stored: boolean }>(
    sql`select stored_at is not null as stored from stored_files where sha256 = ${sha256}`,
  );
  return row?.stored ?? null;
};

/** What one transfer asks on the line. */
const requestsOf = async <T>(work: () => Promise<T>) => {
  const before = pair.proxy.requests.length;
  const value = await work();
  return { value, requests: pair.proxy.requests.slice(before) };
};

test('files of own attachments reach the central server, byte for byte, once', async () => {
  const site = await pair.addSite('sends');
  const files = await Promise.all(
    ['a.jpg', 'b.jpg', 'c.pdf', 'd.jpg', 'e.jpg', 'f.jpg'].map((name) => attachFile(site, name)),
  );
  const twin = files[0];
  if (twin) await attachFile(site, 'again.jpg', { bytes: twin.bytes });
  await pushRecords(site, pair.central.db);
  const { run, result } = await transfer(site);
  expect(run).toMatchObject({ state: 'done', error: null });
  expect(result).toMatchObject({ sent: 6, received: 0, bytes: 600_000, missing: [], problems: 0 });
  for (const { sha256, bytes } of files) {
    expect(await isStored(pair.central.db, sha256)).toBe(true);
    expect(bytes.equals(await bytesOf(await openStoredFile(pair.centralFiles, sha256)))).toBe(true);
  }
});

test('a run without new attachments makes no request for files, one with them asks once', async () => {
  const site = await pair.addSite('idle');
  await attachFile(site, 'first.jpg');
  await pushRecords(site, pair.central.db);
  await transfer(site);
  const idle = await requestsOf(() => transfer(site));
  expect(idle.requests).toEqual([]);
  await pushRecords(site, pair.central.db);
  expect((await requestsOf(() => transfer(site))).requests).toEqual([]);
  const { sha256 } = await attachFile(site, 'second.jpg');
  await pushRecords(site, pair.central.db);
  const busy = await requestsOf(() => transfer(site));
  expect(busy.requests).toEqual([
    'POST /api/central/v1/files',
    `POST /api/central/v1/files?sha256=${sha256}&offset=0&size=100000`,
  ]);
});

test('a re-initialised site gets the files of its records back, before the records leave the buffer', async () => {
  const site = await pair.addSite('returns');
  const file = await attachFile(site, 'front.jpg', { size: 300_000 });
  await pushRecords(site, pair.central.db);
  await transfer(site);
  const empty = await createTestDatabase();
  const returned = openSite(empty.db, { ...site, url: pair.proxy.url, root: path.join(site.files.root, 'new') });
  await empty.db.execute(sql`
    insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, data)
    values (0, 'attachments', gen_random_uuid(), 0, 'upsert',
      ${JSON.stringify({ property_id: file.propertyId, name: file.name, file_sha256: file.sha256, file_size_bytes: 300_000 })}::text::jsonb)`);
  const { result } = await transfer(returned);
  expect(result).toMatchObject({ sent: 0, received: 1, bytes: 300_000, missing: [], problems: 0 });
  expect(await isStored(empty.db, file.sha256)).toBe(true);
  expect(file.bytes.equals(await bytesOf(await openStoredFile(returned.files, file.sha256)))).toBe(true);
  expect((await requestsOf(() => transfer(returned))).requests).toEqual([]);
  await empty.close();
});

test('a file that both sides miss is named with its property, and the others come through', async () => {
  const site = await pair.addSite('misses');
  const lost = await attachFile(site, 'lost.jpg', { stored: false });
  const kept = await attachFile(site, 'kept.jpg');
  await pushRecords(site, pair.central.db);
  const { run, result } = await transfer(site);
  expect(run.state).toBe('problems');
  expect(result).toMatchObject({ sent: 1, problems: 1 });
  expect(result.missing).toEqual([
    { sha256: lost.sha256, name: 'lost.jpg', propertyId: lost.propertyId, property: 'House lost.jpg', own: true },
  ]);
  expect(await isStored(pair.central.db, kept.sha256)).toBe(true);
  expect(await listOutcomesOfRun(site.db, run.id)).toMatchObject([
    {
      code: 'file-missing',
      severity: 'warning',
      recordId: lost.propertyId,
      label: 'House lost.jpg',
      params: { name: 'lost.jpg', sha256: lost.sha256 },
    },
  ]);
  // Brought by a delivery later: nothing else tells that its bytes are here now.
  await attachFile(site, 'found.jpg', { bytes: lost.bytes });
  await site.db.execute(sql`update stored_files set stored_at = now() where sha256 = ${lost.sha256}`);
  expect((await transfer(site)).result).toMatchObject({ sent: 1, missing: [], problems: 0 });
  expect(await isStored(pair.central.db, lost.sha256)).toBe(true);
});

test('a file whose record the central server has not integrated yet is sent by a later run', async () => {
  const site = await pair.addSite('waits');
  const file = await attachFile(site, 'early.jpg');
  await pushRecords(site, pair.central.db);
  await pair.central.db.execute(sql`delete from attachments where origin_site_id = ${site.siteId}`);
  const early = await transfer(site);
  expect(early.result).toMatchObject({ sent: 0, problems: 0 });
  expect(await isStored(pair.central.db, file.sha256)).toBe(false);
  await pushRecords(site, pair.central.db);
  expect((await transfer(site)).result).toMatchObject({ sent: 1 });
  expect(await isStored(pair.central.db, file.sha256)).toBe(true);
});

test('a central server that lost its files gets them again when all are looked at once more', async () => {
  const site = await pair.addSite('rechecks');
  const files = [await attachFile(site, 'one.jpg'), await attachFile(site, 'two.jpg')];
  await pushRecords(site, pair.central.db);
  await transfer(site);
  await pair.central.db.execute(sql`delete from file_uploads where site_id = ${site.siteId}`);
  await pair.central.db.execute(sql`update stored_files set stored_at = null where sha256 = ${files[0]?.sha256 ?? ''}`);
  expect((await requestsOf(() => transfer(site))).requests).toEqual([]);
  await recheckFiles(site.db);
  expect((await transfer(site)).result).toMatchObject({ sent: 2, problems: 0 });
  for (const { sha256 } of files) expect(await isStored(pair.central.db, sha256)).toBe(true);
});

test('bytes that are gone from this disk come back from the central server', async () => {
  const site = await pair.addSite('repairs');
  const file = await attachFile(site, 'gone.jpg');
  await pushRecords(site, pair.central.db);
  await transfer(site);
  await rm(site.files.root, { recursive: true });
  await site.db.execute(sql`update stored_files set stored_at = null`);
  expect((await transfer(site)).result).toMatchObject({ sent: 0, received: 1, problems: 0 });
  expect(file.bytes.equals(await bytesOf(await openStoredFile(site.files, file.sha256)))).toBe(true);
});
