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
/** Of a delivery with more to say the first ones are counted: problems apart, so that notes do not hide them. */
export const MOST_MESSAGES = 10_000;

/** What an import said, one row per code: the gravest first, then the most frequent. */
export async function groupMessages(db: Db, importId: string): Promise<MessageGroup[]> {
  const rows = await db.execute<Row>(sql`
    select g.code, g.severity, g.count, g.records, coalesce(o.params, '{}'::jsonb) as params, o.received, o.element
    from (
      select code, severity, count(*)::int as count, count(distinct record_id)::int as records, min(id) as first
      from (
        (select id, code, severity, record_id from outcomes
          where import_id = ${importId} and severity <> 'note' and code is not null order by id limit ${MOST_MESSAGES})
        union all
        (select id, code, severity, record_id from (
          select * from outcomes where import_id = ${importId} order by id limit ${MOST_MESSAGES}) first
          where severity = 'note' and code is not null)) m
      group by code, severity) g
    join outcomes o on o.id = g.first
    order by array_position(array['error', 'warning', 'note'], g.severity::text), g.count desc, g.code
    limit ${MOST_CODES}`);
  return rows.map(({ code, severity, count, records, params, received, element }) => {
    return { code, severity, count, records, params, received, element };
  });
}
