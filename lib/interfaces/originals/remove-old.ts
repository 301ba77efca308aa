import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { removeObject } from '../../storage/remove-object';
import type { FileStorage } from '../../storage/storage';

const PER_TRANSACTION = 50;
const MOST_BATCHES = 10_000;

/**
 * Removes this installation's copies of deliveries that were applied, once their interface keeps them no longer
 * (`keepOriginalsDays`). Never of one that waits, is held, failed, or is being imported. Answers how many.
 */
export async function removeOldOriginals(db: Db, files: FileStorage, now: Date): Promise<number> {
  let removed = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const count = await removeBatch(db, files, now);
    removed += count;
    if (count === 0) break;
  }
  return removed;
}

/** The rows are locked until the bytes are gone: an import that begins meanwhile waits, and finds that there is no copy. */
async function removeBatch(db: Db, files: FileStorage, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx.execute<{ id: string; key: string }>(sql`
      select d.id, d.original_key as key from deliveries d join interfaces i on i.id = d.interface_id
      where d.original_key is not null and d.state in ('done', 'warnings')
        and greatest(d.last_synchronised_at, d.original_stored_at) < ${now.toISOString()}::timestamptz
          - make_interval(days => coalesce((i.rules->>'keepOriginalsDays')::int, 30))
        and not exists (select 1 from plans p join imports m on m.id = p.import_id
          where m.delivery_id = d.id and p.state = 'held')
      order by d.original_stored_at, d.id limit ${PER_TRANSACTION} for update of d skip locked`);
    for (const { key } of rows) await removeObject(files, key);
    const ids = JSON.stringify(rows.map((row) => row.id));
    await tx.execute(sql`
      update deliveries set original_key = null, original_stored_at = null, original_size_bytes = null
      where id in (select value::uuid from jsonb_array_elements_text(${ids}::text::jsonb))`);
    return rows.length;
  });
}
