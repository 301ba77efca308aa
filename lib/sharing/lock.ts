import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';

/**
 * A transaction that changes groups, members or domains: one at a time, and not while an import notes a listing's flags
 * (drizzle/0008_sharing.sql says why). The lock comes before any row, so that no two wait for one another.
 */
export function changeSharing<T>(db: Db, change: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select lock_sharing()`);
    return change(tx);
  });
}
