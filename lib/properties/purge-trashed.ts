import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

/** Days that a property stays in the trash. */
export const PROPERTY_TRASH_DAYS = 30;

const PER_TRANSACTION = 500;
const MOST_BATCHES = 10_000;

/**
 * Removes for good what has been in the trash for 30 days, with its attachments, keys and file origins, a transaction per
 * batch, until none is left or the time is used up. The changelog gets the deletions. Answers how many.
 */
export async function purgeTrashedProperties(db: Db, now: Date, { budgetMs = 20_000 } = {}): Promise<number> {
  const before = new Date(now.getTime() - PROPERTY_TRASH_DAYS * 86_400_000).toISOString();
  const end = performance.now() + budgetMs;
  let removed = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (let batch = 0; batch < MOST_BATCHES && performance.now() < end; batch++) {
    const one = await purgeBatch(db, before, after);
    removed += one.removed;
    if (one.last === null) break;
    after = one.last;
  }
  return removed;
}

/**
 * Under the locks of their providers, which an import that is being applied holds too: one that is brought back at this
 * moment is left, and an import plans again where one is gone. Who is busy is left to the next time.
 */
async function purgeBatch(db: Db, before: string, after: string): Promise<{ removed: number; last: string | null }> {
  return db.transaction(async (tx) => {
    const rows = await tx.execute<{ id: string; provider: string }>(sql`
      select id, provider_id as provider from properties
      where origin_site_id = 0 and state = 'trashed' and removed_at < ${before}::timestamptz and id > ${after}::uuid
      order by id limit ${PER_TRANSACTION}`);
    const providers = JSON.stringify([...new Set(rows.map((row) => row.provider))].sort());
    const free = await tx.execute<{ id: string }>(sql`
      select p.id from (select value as id from jsonb_array_elements_text(${providers}::text::jsonb)) p
      where pg_try_advisory_xact_lock(hashtextextended('properties ' || p.id, 0))`);
    const locked = new Set(free.map((row) => row.id));
    const ids = JSON.stringify(rows.filter((row) => locked.has(row.provider)).map((row) => row.id));
    // Once more, now that nobody else changes them.
    const gone = sql`select p.id from properties p join jsonb_array_elements_text(${ids}::text::jsonb) w on w.value::uuid = p.id
      where p.state = 'trashed' and p.removed_at < ${before}::timestamptz`;
    await tx.execute(sql`
      delete from file_origins o where o.property_id in (${gone})
        and not exists (select 1 from imports i where i.id = o.import_id and i.state = 'running')`);
    await tx.execute(sql`delete from attachments where property_id in (${gone})`);
    await tx.execute(sql`delete from property_keys where property_id in (${gone})`);
    const removed = await tx.execute(sql`delete from properties where id in (${gone}) returning id`);
    return { removed: removed.length, last: rows.length < PER_TRANSACTION ? null : (rows.at(-1)?.id ?? null) };
  });
}
