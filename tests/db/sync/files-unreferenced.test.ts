import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { purgeTrash } from '@/lib/interfaces/trash';
import { hasStoredFile } from '@/lib/storage/open-stored-file';
import { type FileStorage, openStorage } from '@/lib/storage/storage';
import { trashUnreferenced } from '@/lib/storage/trash-unreferenced';
import { hasFileWork } from '@/lib/sync/files/has-work';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { attachFile } from '../../support/file-pair';

let database: TestDatabase;
let files: FileStorage;
beforeEach(async () => {
  database = await createTestDatabase();
  files = openStorage(await mkdtemp(path.join(tmpdir(), 'unreferenced-')));
});
afterEach(async () => {
  await database.close();
  await rm(files.root, { recursive: true });
});

const listTrashed = async () => {
  const rows = await database.db.execute<{ sha256: string }>(
    sql`select sha256 from stored_files where trashed_at is not null`,
  );
  return rows.map((row) => row.sha256);
};

test('the file of a record that was taken back rests in the trash, then goes; one in use stays or comes back', async () => {
  const { db } = database;
  const [used, shared, again] = [
    await attachFile({ db, files }, 'used.jpg', { size: 100 }),
    await attachFile({ db, files }, 'shared.jpg', { size: 100, originSiteId: 7 }),
    await attachFile({ db, files }, 'again.jpg', { size: 100 }),
  ];
  await db.execute(sql`update stored_files set stored_at = now() - interval '2 days'`);
  await db.execute(sql`delete from properties where id = ${shared.propertyId}`);
  await db.execute(sql`update stored_files set trashed_at = now() where sha256 = ${again.sha256}`);
  await trashUnreferenced(db);
  expect(await listTrashed()).toEqual([shared.sha256]);
  expect(await purgeTrash(db, files, new Date())).toEqual({ files: 0 });
  expect(await purgeTrash(db, files, new Date(Date.now() + 31 * 86_400_000))).toEqual({ files: 1 });
  expect(await hasStoredFile(files, shared.sha256)).toBe(false);
  expect(await hasStoredFile(files, used.sha256)).toBe(true);
  expect(await hasStoredFile(files, again.sha256)).toBe(true);
});

test('a site in step has no work with files; a changed attachment, many changes, a missing file and a received attachment are some', async () => {
  const { db } = database;
  expect(await hasFileWork(db)).toBe(true);
  const position = { epoch: 5, position: 10 };
  const write = (key: string, value: unknown) =>
    db.execute(sql`
      insert into sync_state (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)
      on conflict (key) do update set value = excluded.value`);
  await write('push-cursor', position);
  await write('files-sent', { ...position, scan: null, open: [] });
  expect(await hasFileWork(db)).toBe(false);
  await write('push-cursor', { epoch: 5, position: 10_000 });
  expect(await hasFileWork(db)).toBe(true);
  await write('push-cursor', { epoch: 5, position: 12 });
  await db.execute(
    sql`insert into change_log (position, record_id, table_id, origin_site, action) values (11, gen_random_uuid(), 3, 0, 'U')`,
  );
  expect(await hasFileWork(db)).toBe(false);
  await db.execute(
    sql`insert into change_log (position, record_id, table_id, origin_site, action) values (12, gen_random_uuid(), 4, 0, 'U')`,
  );
  expect(await hasFileWork(db)).toBe(true);
  await write('push-cursor', position);
  await attachFile({ db, files }, 'missing.jpg', { size: 10, stored: false });
  expect(await hasFileWork(db)).toBe(true);
  await db.execute(sql`update stored_files set stored_at = now()`);
  expect(await hasFileWork(db)).toBe(false);
  await db.execute(sql`
    insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action)
    values (0, 'attachments', gen_random_uuid(), 7, 'upsert')`);
  expect(await hasFileWork(db)).toBe(true);
});
