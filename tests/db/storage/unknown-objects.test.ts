import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listObjectTrash, purgeObjectTrash, restoreObjects } from '@/lib/storage/object-trash';
import { planUnknown } from '@/lib/storage/plan-unknown';
import { putObject } from '@/lib/storage/put-object';
import { statObject } from '@/lib/storage/read-object';
import { removeOrphanThumbnails } from '@/lib/storage/remove-orphan-thumbnails';
import { type FileStorage, openStorage, storageKey } from '@/lib/storage/storage';
import { receiveFile, storeFile } from '@/lib/storage/store-file';
import { trashUnknown } from '@/lib/storage/trash-unknown';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { createDisappearingStorage } from '../../support/storage-faults';
import { contentsOf, createTestStorage, STORAGE_KINDS, type TestStorage } from '../../support/storages';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ max: 6 });
});
afterAll(() => database.close());

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
const days = (count: number) => hours(24 * count);
const TOMORROW = hours(25);
const OWNER = 'this-installation';

describe.each(STORAGE_KINDS)('objects that nothing knows (%s)', (kind) => {
  let opened: TestStorage;
  let storage: FileStorage;
  beforeEach(async () => {
    await database.db.execute(sql`truncate stored_files, runs, interfaces cascade`);
    opened = await createTestStorage(kind);
    storage = opened.storage;
  });
  afterEach(() => opened.close());

  const store = async (text: string) => (await storeFile(storage, Readable.from([Buffer.from(text)]))).sha256;
  const put = async (key: string, text = key) => {
    const { temporaryPath } = await receiveFile(storage, Readable.from([Buffer.from(text)]));
    await putObject(storage, key, temporaryPath);
  };
  const know = (sha256: string, storedAt: Date | null = new Date()) =>
    database.db.execute(sql`
      insert into stored_files (sha256, size_bytes, media_type, stored_at)
      values (${sha256}, 1, 'image/jpeg', ${storedAt?.toISOString() ?? null}::timestamptz)`);
  const plan = (input = {}) => planUnknown(database.db, storage, { installationId: OWNER, now: TOMORROW, ...input });
  const keys = async (input = {}) => (await plan(input)).objects.map((object) => object.key);
  const trash = async (input = {}) => {
    const { hash, after, through } = await plan(input);
    return trashUnknown(database.db, storage, { installationId: OWNER, hash, after, through, now: TOMORROW });
  };
  const trashed = async () => {
    const found = [];
    for await (const object of listObjectTrash(storage)) found.push(object);
    return found;
  };

  it('are listed with size and kind once they are older than a day, and nothing else is', async () => {
    const [unknown, known] = [await store('unknown'), await store('known')];
    await know(known);
    await put('originals/gone/x');
    await put('somebody/else.txt');
    await put(`thumbnails/${storageKey(known)}-160.webp`);
    await put('trash/1700000000000/old');
    expect(await keys({ now: hours(23) })).toEqual([]);
    const { objects, totalBytes, looked, through } = await plan();
    expect(objects.map(({ key, kind: what, sizeBytes }) => [key, what, sizeBytes])).toEqual([
      [storageKey(unknown), 'file', 7],
      ['originals/gone/x', 'original', 16],
      ['somebody/else.txt', 'other', 17],
    ]);
    expect({ totalBytes, looked, through }).toEqual({ totalBytes: 40, looked: 6, through: null });
  });

  it('are not those that a delivery, an attachment, or an import under way counts on', async () => {
    const [of, awaited, claimed] = [await store('delivery'), await store('attached'), await store('claimed')];
    await know(of);
    await know(awaited, null);
    await know(claimed, null);
    await put('originals/d/1');
    await countOn({ awaited, claimed, importState: 'running' });
    expect(await keys()).toEqual([]);
    // The import ended without applying anything: then nobody knows its file.
    await database.db.execute(sql`update imports set state = 'cancelled'`);
    expect(await keys()).toEqual([storageKey(claimed)]);
  });

  it('go to the trash exactly as shown, come back from it, and are removed after 30 days', async () => {
    const unknown = await store('unknown');
    await put('somebody/else.txt');
    expect(await trash()).toEqual({ files: 2, bytes: 24 });
    expect(await keys()).toEqual([]);
    expect((await trashed()).map((object) => [object.key, object.removedAfter])).toEqual(
      [storageKey(unknown), 'somebody/else.txt'].map((key) => [key, new Date(TOMORROW.getTime() + 30 * 86_400_000)]),
    );
    const [, file] = await trashed();
    expect(await restoreObjects(database.db, storage, [file?.trashKey ?? '', 'trash/../../etc/passwd'])).toEqual({
      files: 1,
    });
    expect(await keys()).toEqual(['somebody/else.txt']);
    expect(await purgeObjectTrash(storage, days(29))).toBe(0);
    expect(await purgeObjectTrash(storage, days(32))).toBe(1);
    expect(await contentsOf(storage)).toEqual(['somebody/else.txt']);
    expect(await database.db.execute(sql`select 1 from stored_files`)).toHaveLength(0);
  });

  it('stay where they are when the list is no longer the one that was shown', async () => {
    await store('unknown');
    const { hash, after, through } = await plan();
    await put('somebody/else.txt');
    await expect(
      trashUnknown(database.db, storage, { installationId: OWNER, hash, after, through, now: TOMORROW }),
    ).rejects.toMatchObject({
      code: 'cleanup-changed',
    });
    expect(await trashed()).toEqual([]);
  });

  it('stay where they are when something comes to use them at that moment', async () => {
    const unknown = await store('unknown');
    const { hash, after, through } = await plan();
    await know(unknown, null);
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from stored_files where sha256 = ${unknown} for update`);
      expect(
        await trashUnknown(database.db, storage, { installationId: OWNER, hash, after, through, now: TOMORROW }),
      ).toEqual({
        files: 0,
        bytes: 0,
      });
    });
    expect(await statObject(storage, storageKey(unknown))).not.toBe(null);
  });

  it('are looked for by the storage’s own installation only: another one would take all of its files for unknown', async () => {
    await store('unknown');
    expect(await keys()).toHaveLength(1);
    await expect(plan({ installationId: 'another-installation' })).rejects.toMatchObject({ code: 'storage-shared' });
    expect(await keys()).toHaveLength(1);
  });

  it('are looked for in pieces that together are all', async () => {
    for (let n = 0; n < 9; n++) await store(`${n}`);
    const all = await keys();
    expect(all).toHaveLength(9);
    const found: string[] = [];
    let after = '';
    for (let piece = 0; piece < 4; piece++) {
      const part = await plan({ after, mostLooked: 4 });
      found.push(...part.objects.map((object) => object.key));
      if (part.through === null) break;
      after = part.through;
    }
    expect(found).toEqual(all);
    // What is confirmed is the piece that was shown.
    expect(await trash({ mostLooked: 4 })).toMatchObject({ files: 4 });
    expect(await keys()).toEqual(all.slice(4));
  });

  it('are no thumbnails: those of a file that is gone are removed by themselves', async () => {
    const [known, gone] = [await store('known'), '0'.repeat(64)];
    await know(known);
    await put(`thumbnails/${storageKey(known)}-160.webp`);
    await put(`thumbnails/${storageKey(gone)}-160.webp`);
    expect(await removeOrphanThumbnails(database.db, storage)).toBe(1);
    expect(await contentsOf(storage)).toEqual([storageKey(known), `thumbnails/${storageKey(known)}-160.webp`]);
  });
});

describe('a storage that is away', () => {
  it('is an error and no empty list; one that was never used is empty', async () => {
    await database.db.execute(sql`truncate stored_files cascade`);
    const nowhere = openStorage('/tmp/estate-sync-nowhere');
    const look = () => planUnknown(database.db, nowhere, { installationId: OWNER, now: TOMORROW });
    expect(await look()).toMatchObject({ objects: [], looked: 0 });
    await database.db.execute(sql`
      insert into stored_files (sha256, size_bytes, media_type, stored_at) values (${'a'.repeat(64)}, 1, 'x', now())`);
    await expect(look()).rejects.toMatchObject({ code: 'storage-unavailable' });
    const away = await createDisappearingStorage();
    await away.vanish();
    await expect(
      planUnknown(database.db, away.storage, { installationId: OWNER, now: TOMORROW }),
    ).rejects.toMatchObject({
      code: 'storage-unavailable',
    });
    await away.close();
  });
});

/** A delivery with an original, an attachment that waits for its bytes, and an import that has claimed some. */
async function countOn(input: { awaited: string; claimed: string; importState: string }): Promise<void> {
  const [interfaceId, deliveryId, runId, importId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const [providerId, propertyId] = [uuidv7(), uuidv7()];
  const { db } = database;
  await db.execute(sql`
    insert into interfaces (id, name, type, source, rules) values (${interfaceId}, 'x', 'openimmo', '{}', '{}')`);
  await db.execute(sql`
    insert into deliveries (id, interface_id, path, size_bytes, modified_at, state, original_key)
    values (${deliveryId}, ${interfaceId}, 'x.zip', 1, now(), 'new', 'originals/d/1')`);
  await db.execute(sql`
    insert into runs (id, target, trigger, state, params, counts) values (${runId}, ${interfaceId}, 'user', 'running', '{}', '{}')`);
  await db.execute(sql`
    insert into imports (id, run_id, interface_id, delivery_id, path, size_bytes, modified_at, state, counts)
    values (${importId}, ${runId}, ${interfaceId}, ${deliveryId}, 'x.zip', 1, now(), ${input.importState}::import_state, '{}')`);
  await db.execute(sql`insert into providers (id, number, name) values (${providerId}, ${providerId}, 'x')`);
  await db.execute(sql`
    insert into properties (id, provider_id, state, document, content_hash)
    values (${propertyId}, ${providerId}, 'active', '{}', 'x')`);
  await db.execute(sql`
    insert into attachments (id, property_id, position, file_sha256) values (${uuidv7()}, ${propertyId}, 1, ${input.awaited})`);
  await db.execute(sql`
    insert into file_origins (sha256, interface_id, property_id, name, import_id)
    values (${input.claimed}, ${interfaceId}, ${propertyId}, 'a.jpg', ${importId})`);
}
