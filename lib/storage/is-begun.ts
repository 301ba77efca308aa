import 'server-only';
import { access } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import type { FileStorage } from './storage';

/**
 * Whether there is anything to look into: a new installation makes its directory with the first file. One that is missing
 * although files were stored is another thing, and is found by looking.
 */
export async function isBegun(db: Db, { bucket, root }: FileStorage): Promise<boolean> {
  if (bucket) return true;
  const isThere = await access(root).then(
    () => true,
    () => false,
  );
  if (isThere) return true;
  return (await db.execute(sql`select 1 from stored_files where stored_at is not null limit 1`)).length > 0;
}
