import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import { planCleanup } from './plan-cleanup';

export interface ApplyCleanupInput {
  interfaceId: string;
  /** Of the plan that was shown. */
  hash: string;
  userId: string | null;
}

/**
 * Moves the files of a shown plan to the trash, where they stay for 30 days. Throws `cleanup-changed`, and does nothing,
 * when the plan is no longer that one. An import at the same time is not harmed: the rows are locked, then everything
 * is looked up once more, and what an import uses afterwards leaves the trash in its own transaction.
 */
export async function applyCleanup(db: Db, input: ApplyCleanupInput): Promise<{ files: number; bytes: number }> {
  const changed = () => new AppError('cleanup-changed', { interfaceId: input.interfaceId });
  return db.transaction(async (tx) => {
    const shown = await planCleanup(tx, input.interfaceId);
    if (shown.hash !== input.hash) throw changed();
    const ids = JSON.stringify(shown.files.map((file) => file.sha256));
    // A row that somebody else has locked is being used right now: never wait for it, so that nobody waits in a circle.
    const locked = await tx.execute(sql`
      select sha256 from stored_files where sha256 in (select * from jsonb_array_elements_text(${ids}::text::jsonb))
      order by sha256 for update skip locked`);
    if (locked.length !== shown.files.length) throw changed();
    if ((await planCleanup(tx, input.interfaceId)).hash !== input.hash) throw changed();
    await tx.execute(sql`
      update stored_files set trashed_at = now(), trashed_by = ${input.userId}
      where sha256 in (select * from jsonb_array_elements_text(${ids}::text::jsonb))`);
    return { files: shown.files.length, bytes: shown.totalBytes };
  });
}
