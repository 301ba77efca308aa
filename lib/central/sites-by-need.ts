import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';

/** Conditions on `sites s`. */
export const DISABLED = sql`(s.disabled_at is not null)`;
/** Not for more than a day; the day comes first because an index knows it. */
export const SILENT = sql`(s.contact_day <= ((now() - interval '1 day') at time zone 'UTC')::date
  and s.last_contact_at < now() - interval '1 day')`;

/** Up to here the sites of a kind are named one by one; if there are more, they are met everywhere. */
export const MOST_NAMED = 1_000;

/** Condition on `sites s`. Numbers of this database need no escaping, and the plan can look each of them up. */
export const isOneOf = (ids: number[]): SQL => sql`(s.id = any (${sql.raw(`'{${ids.join(',')}}'::int[]`)}))`;

/** Which sites have records that could not be integrated. */
export interface MayHaveProblems {
  /** Condition on `sites s`. */
  have: SQL;
}

export async function readProblemSites(db: Db): Promise<MayHaveProblems> {
  const rows = await db.execute<{ id: number }>(sql`select id from sites_with_problems(${MOST_NAMED + 1}) id`);
  if (rows.length <= MOST_NAMED) return { have: isOneOf(rows.map(({ id }) => id)) };
  return { have: sql`exists (select from sync_buffer b where b.source_site_id = s.id and b.problem is not null)` };
}

interface SelectInput {
  conditions: SQL;
  place: { key: string; last: string } | null;
  limit: number;
  problems: MayHaveProblems;
}

/**
 * Sites with problems, those that are silent, those that never called, those in step, those disabled; within each by
 * name. Each of them is a query of its own: what fills the page ends the search.
 */
export function selectProblemsFirst({ conditions, place, limit, problems }: SelectInput): SQL {
  const calm = sql`not ${DISABLED} and not ${problems.have}`;
  const ranks = [
    sql`not ${DISABLED} and ${problems.have}`,
    sql`${calm} and ${SILENT}`,
    sql`${calm} and s.contact_day is null`,
    sql`${calm} and s.contact_day is not null and not ${SILENT}`,
    DISABLED,
  ];
  const from = place && /^[0-4]$/.test(place.key) ? { rank: Number(place.key), name: place.last } : null;
  const branches = ranks.flatMap((isRank, rank) => {
    if (from && rank < from.rank) return [];
    const beyond = from?.rank === rank ? sql`and s.name > ${from.name}` : sql``;
    return [
      sql`(select s.id, ${rank}::int as key, s.name as last from sites s
        where ${isRank} and ${conditions} ${beyond} order by s.name limit ${limit})`,
    ];
  });
  return sql`select * from (${sql.join(branches, sql` union all `)}) every_rank limit ${limit}`;
}
