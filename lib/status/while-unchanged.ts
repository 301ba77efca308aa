import 'server-only';
import { sql } from 'drizzle-orm';
import { cache } from 'react';
import type { Db } from '../db/client';
import { CENTRAL_TARGET } from '../runs/run';
import { CONNECTION_KEY } from '../sync/settings';

/** Whether something is late, and when the next run comes, changes without any row changing. */
const LONGEST_MS = 10_000;
/** More runs than the status page names; what lies further back changes only when it is pruned. */
const RUNS_LOOKED_AT = 10;

interface Kept {
  key: string;
  value: unknown;
}
const kept = new WeakMap<Db, Map<string, Kept>>();

/**
 * What `read` answered last, as long as no row has changed that the state of the synchronisation is read from: one small
 * question instead of twenty, which every page and poll would ask. `keeps` says whether an answer may be used again.
 */
export async function whileUnchanged<T>(
  { db, now, name }: { db: Db; now: Date; name: string },
  read: () => Promise<T>,
  keeps: (value: T) => boolean,
): Promise<T> {
  const marks = await readMarks(db);
  if (marks === null) return read();
  const values = kept.get(db) ?? new Map<string, Kept>();
  kept.set(db, values);
  const key = `${Math.floor(now.getTime() / LONGEST_MS)} ${marks}`;
  const known = values.get(name);
  if (known?.key === key) return known.value as T;
  // Read after its marks: what changes in between is read again the next time.
  const value = await read();
  if (keeps(value)) values.set(name, { key, value });
  else values.delete(name);
  return value;
}

/**
 * Which transaction wrote each of those rows last; null: changes are waiting to be stamped, and whoever reads does that. Once
 * for a page, whose frame asks as well.
 */
const readMarks = cache(async (db: Db): Promise<string | null> => {
  const [row] = await db.execute<{ marks: string | null }>(sql`
    with latest as (
      select id, xmin, row_number() over (order by queued_at desc, id desc) as place from runs
      where target = ${CENTRAL_TARGET} order by queued_at desc, id desc limit ${RUNS_LOOKED_AT})
    select case when exists (select 1 from change_inbox) then null else concat_ws('|',
      (select xmin::text from settings where key = ${CONNECTION_KEY}),
      (select xmin::text || ':' || last_position from change_head),
      (select string_agg(xmin::text, ',') from sync_state where key = 'push-cursor'),
      (select string_agg(id || ':' || xmin, ',' order by place) from latest),
      (select string_agg(s.xmin::text, ',' order by position) from run_steps s join latest l on l.id = s.run_id and l.place = 1),
      (select string_agg(record_id || ':' || mark, ',') from (
        select record_id, xmin as mark from sync_buffer where source_site_id = 0 and problem is not null
        order by table_name, record_id limit 51) b),
      (select id || ':' || xmin from verifications order by at desc, id desc limit 1)) end as marks`);
  return row?.marks ?? null;
});
