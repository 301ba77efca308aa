import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { followProperties } from '../properties/listed/follow';

/** Exact for few; of many about as many as the database's statistics say. */
export interface RoughCount {
  count: number;
  about: boolean;
}

/** What this installation holds, for the overview. */
export interface HoldingCounts {
  properties: number;
  /** On show today. */
  published: RoughCount;
  /** Absent from a full transfer, or in the trash. */
  removed: number;
  contacts: RoughCount;
  attachments: RoughCount;
}

const MOST_COUNTED = 10_000;
/** Published, and not on show today because of their days. */
const MOST_HIDDEN = 50_000;

interface CountRow extends Record<string, unknown> {
  properties: number;
  published: number;
  over: number;
  coming: number;
  removed: number;
  contacts: number;
  attachments: number;
  about_contacts: number;
  about_attachments: number;
}

/**
 * In the same time however much there is: properties from the counts that the list keeps. `today`: the site's day, because
 * some properties are shown only on certain days.
 */
export async function countHoldings(db: Db, today: string): Promise<HoldingCounts> {
  await followProperties(db);
  const offered = sql`state in ('active', 'reference')`;
  const few = (table: string) =>
    sql`(select count(*)::int from (select from ${sql.identifier(table)} limit ${MOST_COUNTED + 1}) t)`;
  // Out of indexes alone (drizzle/0012).
  const hidden = (days: SQL) => sql`(select count(*)::int from (
    select from listed_properties where ${days} and published and ${offered} limit ${MOST_HIDDEN + 1}) h)`;
  const about = (table: string) => sql`(select reltuples::float8 from pg_class where oid = ${table}::regclass)`;
  const [row] = await db.execute<CountRow>(sql`
    select coalesce(sum(count) filter (where ${offered}), 0)::int as properties,
      coalesce(sum(count) filter (where not ${offered}), 0)::int as removed,
      coalesce(sum(count) filter (where ${offered} and published), 0)::int as published,
      ${hidden(sql`active_until < ${today}::date`)} as over, ${hidden(sql`active_from > ${today}::date
        and coalesce(active_until >= ${today}::date, true)`)} as coming,
      ${few('contacts')} as contacts, ${about('contacts')} as about_contacts,
      ${few('attachments')} as attachments, ${about('attachments')} as about_attachments
    from listed_counts`);
  if (!row) throw new Error('a count without a row');
  const { properties, removed, over, coming } = row;
  return {
    properties,
    published: { count: row.published - over - coming, about: Math.max(over, coming) > MOST_HIDDEN },
    removed,
    contacts: toRough(row.contacts, row.about_contacts),
    attachments: toRough(row.attachments, row.about_attachments),
  };
}

function toRough(counted: number, estimated: number): RoughCount {
  if (counted <= MOST_COUNTED) return { count: counted, about: false };
  // Two figures: the statistics are no better.
  return { count: Number(Math.max(counted, estimated).toPrecision(2)), about: true };
}
