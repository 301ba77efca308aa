import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { COUNT_CAP } from '../changelog/read';
import type { Db } from '../db/client';
import { containing } from '../db/containing';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { type CappedCount, toCapped } from './capped-count';
import {
  DISABLED,
  isOneOf,
  type MayHaveProblems,
  MOST_NAMED,
  readProblemSites,
  SILENT,
  selectProblemsFirst,
} from './sites-by-need';

export const SITE_SORTS = ['problems', 'name', 'contact', 'pending'] as const;
export type SiteSort = (typeof SITE_SORTS)[number];
export const SITE_FILTERS = ['problems', 'silent', 'never', 'disabled'] as const;
export type SiteFilter = (typeof SITE_FILTERS)[number];

export interface SiteSummary {
  id: number;
  name: string;
  domain: string | null;
  softwareVersion: string | null;
  lastContactAt: Date | null;
  lastSuccessAt: Date | null;
  disabledAt: Date | null;
  /** It called, but not for more than a day. */
  silent: boolean;
  bound: boolean;
  /** Records that waited on the site when it called last. */
  pending: CappedCount;
  /** Records stored here and not yet integrated. */
  waiting: CappedCount;
  /** Records that could not be integrated. */
  problems: CappedCount;
}

export interface ListSitesInput {
  search?: string | undefined;
  filter?: SiteFilter | undefined;
  sort?: SiteSort | undefined;
  cursor?: string | undefined;
  size?: number;
}

/** Counted exactly in the list; a site's own page counts on. */
const LIST_CAP = 1_000;

/** (central server) A page of sites; without a sort those first that need somebody. Names are unique: every order is exact. */
export async function listSites(db: Db, input: ListSitesInput): Promise<Page<SiteSummary>> {
  const { filter, sort = 'problems', size = 50 } = input;
  const after = decodeCursor(input.cursor, 3);
  const place = after?.[0] === sort ? { key: after[1] ?? '', last: after[2] ?? '' } : null;
  const [problems, matches] = await Promise.all([readProblemSites(db), findMatches(db, input.search)]);
  const conditions = sql`${matches} and ${filter ? filterCondition(filter, problems) : sql`true`}`;
  const { page: found, order } = SELECT[sort]({ conditions, place, limit: size + 1, problems });
  const rows = await db.execute<SiteRow & { key: string; last: string }>(sql`
    with found as materialized (${found})
    select found.key::text as key, found.last::text as last, ${summaryColumns(LIST_CAP)}
    from found join sites s on s.id = found.id order by ${order}`);
  const page = toPage([...rows], size, (row) => [sort, row.key, row.last]);
  return { ...page, rows: page.rows.map((row) => toSiteSummary(row, LIST_CAP)) };
}

interface SelectInput {
  conditions: SQL;
  place: { key: string; last: string } | null;
  limit: number;
  problems: MayHaveProblems;
}

/** The ids of a page's sites, each with its place: the sort's value and the tie-break. */
const SELECT: Record<SiteSort, (input: SelectInput) => { page: SQL; order: SQL }> = {
  problems: (input) => ({ page: selectProblemsFirst(input), order: sql`found.key, found.last` }),
  name: ({ conditions, place, limit }) => ({
    page: sql`
      select s.id, s.name as key, '' as last from sites s
      where ${conditions} ${place ? sql`and s.name > ${place.key}` : sql``} order by s.name limit ${limit}`,
    order: sql`found.key`,
  }),
  contact: ({ conditions, place, limit }) => {
    const called = sql`coalesce(s.last_contact_at, '-infinity')`;
    const isPlace = place && /^(-infinity|\d{4}-[\d: .+-]{10,40})$/.test(place.key) && isNumber(place.last);
    return {
      page: sql`
        select s.id, ${called} as key, s.id as last from sites s
        where ${conditions} ${isPlace ? sql`and (${called}, s.id) > (${place.key}::timestamptz, ${place.last}::int)` : sql``}
        order by ${called}, s.id limit ${limit}`,
      order: sql`found.key, found.last`,
    };
  },
  pending: ({ conditions, place, limit }) => {
    const isPlace = place && isNumber(place.key) && isNumber(place.last);
    return {
      page: sql`
        select s.id, s.pending as key, s.id as last from sites s
        where ${conditions} ${isPlace ? sql`and (-s.pending, s.id) > (-${place.key}::int, ${place.last}::int)` : sql``}
        order by s.pending desc, s.id limit ${limit}`,
      order: sql`found.key desc, found.last`,
    };
  },
};

const isNumber = (text: string) => /^\d{1,9}$/.test(text);

function filterCondition(filter: SiteFilter, problems: MayHaveProblems): SQL {
  if (filter === 'disabled') return DISABLED;
  if (filter === 'silent') return sql`not ${DISABLED} and ${SILENT}`;
  if (filter === 'never') return sql`not ${DISABLED} and s.contact_day is null`;
  return sql`not ${DISABLED} and ${problems.have}`;
}

/**
 * Every word must be in name or domain (drizzle/0016_site_search.sql). The few that match are looked up and named; when there
 * are many, a page of them is soon found in any order.
 */
async function findMatches(db: Db, search: string | undefined): Promise<SQL> {
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return sql`true`;
  const conditions = words.map((word) => sql`lower(s.name || ' ' || coalesce(s.domain, '')) like ${containing(word)}`);
  const match = sql.join(conditions, sql` and `);
  const rows = await db.execute<{ id: number }>(sql`select s.id from sites s where ${match} limit ${MOST_NAMED + 1}`);
  return rows.length > MOST_NAMED ? sql`(${match})` : isOneOf(rows.map(({ id }) => id));
}

interface SiteRow extends Record<string, unknown> {
  id: number;
  name: string;
  domain: string | null;
  software_version: string | null;
  last_contact_at: string | null;
  last_success_at: string | null;
  disabled_at: string | null;
  silent: boolean;
  bound: boolean;
  pending: number;
  waiting: number;
  problems: number;
}

/** For `toSiteSummary`, of `sites s`; at most one record more than `cap` is counted of each site. */
export function summaryColumns(cap: number): SQL {
  const counted = (problem: SQL) => sql`(select count(*)::int from (
    select from sync_buffer b where b.source_site_id = s.id and b.problem ${problem} limit ${cap + 1}) c)`;
  return sql`s.id, s.name, s.domain, s.software_version, s.last_contact_at, s.last_success_at, s.disabled_at,
    coalesce(${SILENT}, false) as silent, s.installation_id is not null as bound, s.pending,
    ${counted(sql`is null`)} as waiting, ${counted(sql`is not null`)} as problems`;
}

export function toSiteSummary(row: SiteRow, cap: number): SiteSummary {
  return {
    id: row.id,
    name: row.name,
    domain: row.domain,
    softwareVersion: row.software_version,
    lastContactAt: toDate(row.last_contact_at),
    lastSuccessAt: toDate(row.last_success_at),
    disabledAt: toDate(row.disabled_at),
    silent: row.silent,
    bound: row.bound,
    pending: toCapped(row.pending, COUNT_CAP),
    waiting: toCapped(row.waiting, cap),
    problems: toCapped(row.problems, cap),
  };
}

export function toDate(value: string | null): Date | null {
  return value === null ? null : new Date(value);
}
