import 'server-only';
import { sql } from 'drizzle-orm';
import journal from '@/drizzle/meta/_journal.json';
import type { Db } from '../db/client';

/** Whether the database answers and has every migration that this version brings. */
export async function isReady(db: Db): Promise<boolean> {
  const newest = Math.max(...journal.entries.map((entry) => entry.when));
  const [row] = await db.execute<{ newest: string | null }>(
    sql`select max(created_at) as newest from drizzle.__drizzle_migrations`,
  );
  return Number(row?.newest ?? 0) >= newest;
}
