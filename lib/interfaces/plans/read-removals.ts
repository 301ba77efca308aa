import 'server-only';
import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/client';

export interface RemovedPlace {
  label: string | null;
  /** Where the file asks for it; null: it is absent. */
  line: number | null;
}

/** What people call the properties that a plan removes, and where the delivery says so. One statement. */
export async function readRemovals(
  tx: Tx,
  importId: string,
  removals: readonly { id: string; seq: number | null }[],
): Promise<Map<string, RemovedPlace>> {
  const rows = await tx.execute<RemovedPlace & { id: string } & Record<string, unknown>>(sql`
    select r.id, coalesce(p.title, p.external_number, p.internal_number, p.obid) as label, s.line
    from jsonb_to_recordset(${JSON.stringify(removals)}::text::jsonb) as r(id uuid, seq int)
    join properties p on p.id = r.id
    left join staged_records s on s.import_id = ${importId} and s.seq = r.seq`);
  return new Map(rows.map(({ id, label, line }) => [id, { label, line }]));
}
