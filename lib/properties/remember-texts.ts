import 'server-only';
import { sql } from 'drizzle-orm';
import type { Tx } from '../db/client';

const PER_STATEMENT = 5_000;

/** Remembers from which texts properties were read, so that the same texts need not be read again. */
export async function rememberTexts(
  tx: Tx,
  importId: string,
  records: readonly { seq: number; id: string }[],
): Promise<void> {
  const [any] = await tx.execute(sql`
    select 1 from staged_records where import_id = ${importId} and text_hash is not null limit 1`);
  if (!any) return;
  for (let start = 0; start < records.length; start += PER_STATEMENT) {
    const batch = records.slice(start, start + PER_STATEMENT).map(({ seq, id }) => ({ seq, id }));
    await tx.execute(sql`
      insert into delivered_texts (property_id, text_hash, action, content_hash)
      select r.id, s.text_hash, s.action, s.content_hash
      from json_to_recordset(${JSON.stringify(batch)}::text::json) as r(seq int, id uuid)
      cross join lateral (
        select * from staged_records s where s.import_id = ${importId} and s.seq = r.seq and s.text_hash is not null and s.action <> 'delete'
        offset 0) s
      on conflict (property_id) do update set text_hash = excluded.text_hash, action = excluded.action,
        content_hash = excluded.content_hash`);
  }
}
