import 'server-only';
import { sql } from 'drizzle-orm';
import journal from '@/drizzle/meta/_journal.json';
import { pause } from '../clock';
import type { Db } from '../db/client';
import { log } from '../log';

/** So long may the answer take: while all connections are in use, requests better go elsewhere. */
const PATIENCE_MS = 2_000;

/** Whether the database answers soon and has every migration that this version brings. */
export async function isReady(db: Db, patienceMs = PATIENCE_MS): Promise<boolean> {
  const tooLate = new AbortController();
  try {
    return await Promise.race([isMigrated(db), pause(patienceMs, tooLate.signal).then(() => false)]);
  } catch (error) {
    log().debug({ err: error }, 'the database does not answer');
    return false;
  } finally {
    tooLate.abort();
  }
}

async function isMigrated(db: Db): Promise<boolean> {
  const newest = Math.max(...journal.entries.map((entry) => entry.when));
  const [row] = await db.execute<{ newest: string | null }>(
    sql`select max(created_at) as newest from drizzle.__drizzle_migrations`,
  );
  return Number(row?.newest ?? 0) >= newest;
}
