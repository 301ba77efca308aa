import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { publishedOn } from '../properties/publication';

/** What this installation holds, for the overview. */
export interface HoldingCounts {
  properties: number;
  /** On show today. */
  published: number;
  /** Absent from a full transfer, or in the trash. */
  removed: number;
  contacts: number;
  attachments: number;
  providers: number;
}

/** `today`: the site's day, because some properties are shown only on certain days. */
export async function countHoldings(db: Db, today: string): Promise<HoldingCounts> {
  const [row] = await db.execute<HoldingCounts & Record<string, unknown>>(sql`
    select count(*) filter (where state in ('active', 'reference'))::int as properties,
      count(*) filter (where state in ('active', 'reference') and ${publishedOn(today)})::int as published,
      count(*) filter (where state in ('withdrawn', 'trashed'))::int as removed,
      (select count(*)::int from contacts) as contacts,
      (select count(*)::int from attachments) as attachments,
      (select count(*)::int from providers) as providers
    from properties p`);
  if (!row) throw new Error('a count without a row');
  return row;
}
