import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import type { ErrorDetails } from '../errors';
import type { Severity } from '../runs/run';

export interface MessageGroup {
  code: string;
  severity: Severity;
  count: number;
  /** How many records it was said of. */
  records: number;
  /** The first one, as an example. */
  params: ErrorDetails;
  received: string | null;
  element: string | null;
}

interface Row extends Record<string, unknown>, MessageGroup {}

const MOST_CODES = 200;

/** What an import said, one row per code: the gravest first, then the most frequent. */
export async function groupMessages(db: Db, importId: string): Promise<MessageGroup[]> {
  const rows = await db.execute<Row>(sql`
    select g.code, g.severity, g.count, g.records, coalesce(o.params, '{}'::jsonb) as params, o.received, o.element
    from (
      select code, severity, count(*)::int as count, count(distinct record_id)::int as records, min(id) as first
      from outcomes where import_id = ${importId} and code is not null group by code, severity) g
    join outcomes o on o.id = g.first
    order by array_position(array['error', 'warning', 'note'], g.severity::text), g.count desc, g.code
    limit ${MOST_CODES}`);
  return rows.map(({ code, severity, count, records, params, received, element }) => {
    return { code, severity, count, records, params, received, element };
  });
}
