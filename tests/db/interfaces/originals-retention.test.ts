import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeOldOriginals } from '@/lib/interfaces/originals/remove-old';
import { putObject } from '@/lib/storage/put-object';
import type { FileStorage } from '@/lib/storage/storage';
import { receiveFile } from '@/lib/storage/store-file';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { createDisappearingStorage } from '../../support/storage-faults';
import { contentsOf, createTestStorage, STORAGE_KINDS, type TestStorage } from '../../support/storages';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ max: 4 });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.execute(sql`truncate interfaces cascade`);
});

const days = (count: number) => new Date(Date.now() + count * 86_400_000);

/** One delivery with a copy of its bytes, in each state. */
async function keepOriginals(storage: FileStorage, keepDays: number, states: readonly string[]): Promise<void> {
  const interfaceId = uuidv7();
  await database.db.execute(sql`
    insert into interfaces (id, name, type, source, rules)
    values (${interfaceId}, ${interfaceId}, 'openimmo', '{"kind": "upload"}', ${JSON.stringify({ keepOriginalsDays: keepDays })}::text::jsonb)`);
  for (const state of states) {
    const id = uuidv7();
    const { temporaryPath } = await receiveFile(storage, Readable.from([Buffer.from(state)]));
    await putObject(storage, `originals/${id}/x`, temporaryPath);
    await database.db.execute(sql`
      insert into deliveries (id, interface_id, path, size_bytes, modified_at, state, original_key, original_stored_at)
      values (${id}, ${interfaceId}, ${`${state}.zip`}, 1, now(), ${state}::delivery_state, ${`originals/${id}/x`}, now())`);
  }
}

const kept = async () => {
  const rows = await database.db.execute<{ path: string }>(sql`
    select path from deliveries where original_key is not null order by path`);
  return rows.map((row) => row.path);
};

describe.each(STORAGE_KINDS)('copies of deliveries (%s)', (kind) => {
  let opened: TestStorage;
  beforeEach(async () => {
    opened = await createTestStorage(kind);
  });
  afterEach(() => opened.close());

  it('go when their time is over, never of what waits, failed, is held or being imported', async () => {
    const { storage } = opened;
    const states = ['new', 'changed', 'uploading', 'running', 'held', 'error', 'done', 'warnings'];
    await keepOriginals(storage, 10, states);
    expect(await removeOldOriginals(database.db, storage, days(9))).toBe(0);
    expect(await removeOldOriginals(database.db, storage, days(11))).toBe(2);
    expect(await kept()).toEqual(['changed.zip', 'error.zip', 'held.zip', 'new.zip', 'running.zip', 'uploading.zip']);
    expect(await contentsOf(storage)).toHaveLength(6);
  });

  it('stay as long as their own interface says', async () => {
    await keepOriginals(opened.storage, 10, ['done']);
    await keepOriginals(opened.storage, 100, ['warnings']);
    expect(await removeOldOriginals(database.db, opened.storage, days(50))).toBe(1);
    expect(await kept()).toEqual(['warnings.zip']);
  });
});

it('a storage that is away loses no copy from sight: the next time goes on', async () => {
  const away = await createDisappearingStorage();
  await keepOriginals(away.storage, 10, ['done', 'warnings']);
  await away.vanish();
  await expect(removeOldOriginals(database.db, away.storage, days(11))).rejects.toMatchObject({
    code: 'storage-unavailable',
  });
  expect(await kept()).toHaveLength(2);
  await away.mend();
  expect(await removeOldOriginals(database.db, away.storage, days(11))).toBe(2);
  expect(await contentsOf(away.storage)).toEqual([]);
  await away.close();
});
