import 'server-only';
import { sql } from 'drizzle-orm';
import type { Tx } from '../db/client';

/** The name of the row for the record as it came: it stands for every field without a row of its own. */
export const WHOLE_RECORD = '*';

export interface FieldOrigin {
  propertyId: string;
  /** The fields that the delivery changed; null: it brought the record (back) as a whole. */
  fields: readonly string[] | null;
}

/** Remembers which import gave fields their values, for a batch of properties: one statement. */
export async function writeFieldOrigins(tx: Tx, importId: string, origins: readonly FieldOrigin[]): Promise<void> {
  if (origins.length === 0) return;
  await tx.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(origins)}::text::jsonb) as g("propertyId" uuid, fields text[])),
    outdated as (
      delete from field_origins f using given g
      where g.fields is null and f.property_id = g."propertyId" and f.field <> ${WHOLE_RECORD})
    insert into field_origins (property_id, field, import_id, path, trigger, user_id, at)
    select g."propertyId", f.field, i.id, i.path, r.trigger, r.user_id, now()
    from given g
    cross join lateral unnest(coalesce(g.fields, array[${WHOLE_RECORD}::text])) as f(field)
    join imports i on i.id = ${importId}
    join runs r on r.id = i.run_id
    on conflict (property_id, field) do update set import_id = excluded.import_id, path = excluded.path,
      trigger = excluded.trigger, user_id = excluded.user_id, at = excluded.at`);
}
