import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { listObjects } from './list-objects';
import { removeObject } from './remove-object';
import type { FileStorage } from './storage';

const PER_QUESTION = 1_000;
const SHA256 = /\/([0-9a-f]{64})-\d+\.webp$/;

/** Removes thumbnails whose file is gone: made while it went, by a process that was killed. Answers how many. */
export async function removeOrphanThumbnails(db: Db, storage: FileStorage): Promise<number> {
  let removed = 0;
  let batch: { key: string; sha256: string }[] = [];
  const settle = async () => {
    const orphans = await findOrphans(db, batch);
    for (const key of orphans) await removeObject(storage, key);
    removed += orphans.length;
    batch = [];
  };
  for await (const { key } of listObjects(storage, { prefix: 'thumbnails/' })) {
    batch.push({ key, sha256: SHA256.exec(key)?.[1] ?? '' });
    if (batch.length >= PER_QUESTION) await settle();
  }
  await settle();
  return removed;
}

async function findOrphans(db: Db, batch: readonly { key: string; sha256: string }[]): Promise<string[]> {
  if (batch.length === 0) return [];
  const rows = await db.execute<{ key: string }>(sql`
    select t.key from jsonb_to_recordset(${JSON.stringify(batch)}::text::jsonb) as t(key text, sha256 text)
    where not exists (select 1 from stored_files f where f.sha256 = t.sha256 and f.stored_at is not null)`);
  return rows.map((row) => row.key);
}
