import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import type { Db } from '@/lib/db/client';
import { planCleanup } from '@/lib/interfaces/plan-cleanup';
import { listObjects } from '@/lib/storage/list-objects';
import type { FileStorage } from '@/lib/storage/storage';

/** The stock as `StockModel.describe` says it. */
export async function describeModelStock(db: Db): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    select concat_ws(' | ', pr.number, p.obid, p.state, p.title) as line
    from properties p join providers pr on pr.id = p.provider_id`);
  return rows.map((row) => row.line).sort();
}

/** Names (by content) of the files that lie in a storage. */
export async function listStored(storage: FileStorage): Promise<string[]> {
  if (!storage.bucket) await mkdir(storage.root, { recursive: true });
  const names: string[] = [];
  for await (const { key } of listObjects(storage)) {
    if (/^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}$/.test(key)) names.push(path.posix.basename(key));
  }
  return names;
}

export interface FileProblems {
  /** Named by a property that is kept, and not there or in the trash. */
  missing: string[];
  /** There, and neither a property that is kept nor the cleanup of an interface knows them. */
  ownerless: string[];
}

/** What storage and database say differently about files, once nothing is under way. */
export async function findFileProblems(
  db: Db,
  storage: FileStorage,
  interfaceIds: readonly string[],
): Promise<FileProblems> {
  const stored = new Set(await listStored(storage));
  const rows = await db.execute<{ sha256: string; present: boolean; trashed: boolean; used: boolean }>(sql`
    select f.sha256, f.stored_at is not null as present, f.trashed_at is not null as trashed, exists (
      select 1 from attachments a join properties p on p.id = a.property_id
      where a.file_sha256 = f.sha256 and p.state <> 'trashed') as used
    from stored_files f`);
  const listed = new Set<string>();
  for (const id of interfaceIds) for (const { sha256 } of (await planCleanup(db, id)).files) listed.add(sha256);
  const known = new Map(rows.map((row) => [row.sha256, row]));
  return {
    missing: rows
      .filter(({ used, present, trashed, sha256 }) => used && !(present && !trashed && stored.has(sha256)))
      .map(({ sha256 }) => sha256),
    ownerless: [...stored].filter((sha256) => {
      const row = known.get(sha256);
      return !row || !(row.used || row.trashed || listed.has(sha256));
    }),
  };
}
