import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

/** What this installation holds, for the overview. */
export interface HoldingCounts {
  properties: number;
  published: number;
  /** Absent from a full transfer, or in the trash. */
  removed: number;
  contacts: number;
  attachments: number;
  providers: number;
}

export async function countHoldings(db: Db): Promise<HoldingCounts> {
  const [row] = await db.execute<HoldingCounts & Record<string, unknown>>(sql`
    select count(*) filter (where state in ('active', 'reference'))::int as properties,
      count(*) filter (where state in ('active', 'reference') and published)::int as published,
      count(*) filter (where state in ('withdrawn', 'trashed'))::int as removed,
      (select count(*)::int from contacts) as contacts,
      (select count(*)::int from attachments) as attachments,
      (select count(*)::int from providers) as providers
    from properties`);
  if (!row) throw new Error('a count without a row');
  return row;
}
