import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { listObjects } from './list-objects';
import { moveObject } from './move-object';
import { contentOf } from './plan-unknown';
import { statObject } from './read-object';
import { removeObject } from './remove-object';
import type { FileStorage } from './storage';

/** An object that was moved away: `trash/<milliseconds since 1970>/<its key>`, so that the storage alone tells all. */
export interface TrashedObject {
  trashKey: string;
  key: string;
  sizeBytes: number;
  trashedAt: Date;
  /** When it is removed for good. */
  removedAfter: Date;
}

export const OBJECT_TRASH_DAYS = 30;
const DAY_MS = 86_400_000;
const TRASH_KEY = /^trash\/(\d{13})\/(.+)$/s;

export const trashKey = (key: string, now: Date): string => `trash/${now.getTime()}/${key}`;

/** Objects in the trash, oldest first. */
export async function* listObjectTrash(storage: FileStorage): AsyncGenerator<TrashedObject> {
  for await (const { key, sizeBytes } of listObjects(storage, { prefix: 'trash/' })) {
    const [, at, original] = TRASH_KEY.exec(key) ?? [];
    if (at === undefined || original === undefined) continue;
    const trashedAt = new Date(Number(at));
    const removedAfter = new Date(trashedAt.getTime() + OBJECT_TRASH_DAYS * DAY_MS);
    yield { trashKey: key, key: original, sizeBytes, trashedAt, removedAfter };
  }
}

/** Puts objects back where they were; answers how many. One whose place has been taken meanwhile stays in the trash. */
export async function restoreObjects(
  db: Db,
  storage: FileStorage,
  trashKeys: readonly string[],
): Promise<{ files: number }> {
  let files = 0;
  for (const place of trashKeys) {
    const key = TRASH_KEY.exec(place)?.[2];
    if (key === undefined || key.split('/').includes('..')) continue;
    if (await restoreOne(db, storage, place, key)) files++;
  }
  return { files };
}

/** Under the lock of its content's row, like everything that gives a content its place or takes it away. */
async function restoreOne(db: Db, storage: FileStorage, place: string, key: string): Promise<boolean> {
  const sha256 = contentOf(key);
  return db.transaction(async (tx) => {
    if (sha256) await tx.execute(sql`select 1 from stored_files where sha256 = ${sha256} for update`);
    if (await statObject(storage, key)) return false;
    return moveObject(storage, place, key);
  });
}

/** Removes for good what has been in the trash for 30 days; answers how many. The oldest come first, so it stops early. */
export async function purgeObjectTrash(storage: FileStorage, now: Date): Promise<number> {
  let removed = 0;
  for await (const object of listObjectTrash(storage)) {
    if (object.removedAfter > now) break;
    await removeObject(storage, object.trashKey);
    removed++;
  }
  return removed;
}
