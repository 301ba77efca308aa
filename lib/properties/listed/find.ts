import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { facetsOf, type PropertyFilter, restCondition } from './filter';
import { headOf, isAtHead, isBehind, orderBy, type Place, type PropertySort, pricedBetween, sortKey } from './sort';

/** Rows walked through in the list's order before the words and prices are asked, and when they find too many. */
const FIRST_WALK = 1_500;
const LAST_WALK = 20_000;
/** As many matches are sorted; of more there are enough to be met on the way. */
const MOST_MATCHES = 4_000;
/** What one request brings into the list before it reads it. */
const MOST_FOLLOWED = 1_000;

export interface FindInput {
  filter: PropertyFilter;
  sort: PropertySort;
  after: Place | null;
  size: number;
}

export interface Found {
  places: Place[];
  next: Place | null;
  /** The list was looked through only so far, in its order: `next` goes on from there. Null: all of it was. */
  searched: number | null;
  /** Changed properties that the list does not know yet, counted up to 10,001. */
  behind: number;
}

interface PlaceRow extends Record<string, unknown>, Place {}

/**
 * A page of the list, in bounded time however many properties there are: rare matches are looked up and sorted, frequent ones
 * are met soon on a walk in the list's order. What is neither is walked through for a while, and the answer says so.
 */
export async function findProperties(db: Db, input: FindInput): Promise<Found> {
  const asked = await readAsked(db, input.filter);
  const walks = createWalk(db, input, asked.all);
  const behind = asked.behind;
  const page = (rows: Place[]): Found => ({ ...cut(rows, input.size), searched: null, behind });

  for (const lookup of rareOf(asked, input)) {
    const rows = await lookUp(db, input, asked.all, lookup);
    if (rows) return page(rows);
  }
  const first = await walks.walk(Math.max(FIRST_WALK, 3 * input.size));
  if (first.length > input.size || !isFiltered(asked, input.filter)) return page(first);
  if ((await walks.placeAfter(Math.max(FIRST_WALK, 3 * input.size))) === null) return page(first);
  const rows = asksNothing(asked.all) ? null : await lookUp(db, input, asked.all, matching(asked.all));
  if (rows) return page(rows);
  const last = await walks.walk(LAST_WALK);
  if (last.length > input.size) return page(last);
  const next = await walks.placeAfter(LAST_WALK);
  return { places: last, next, searched: next && LAST_WALK, behind };
}

function cut(rows: Place[], size: number): Pick<Found, 'places' | 'next'> {
  const places = rows.slice(0, size);
  return { places, next: rows.length > size ? (places.at(-1) ?? null) : null };
}

/** As texts of tsquery; null: nothing. */
interface Question extends Record<string, unknown> {
  words: string | null;
  place: string | null;
}

interface Asked {
  behind: number;
  /** Everything that words and facets say. */
  all: Question;
  /** What of it is worth looking up: nothing common, no short words. */
  lookup: Question;
  /** What is rare by itself, with all facets; else the place. */
  strong: Question;
}

const asksNothing = ({ words, place }: Question) => words === null && place === null;

const isFiltered = ({ all }: Asked, { priceFrom, priceTo, shown }: PropertyFilter) =>
  !asksNothing(all) || priceFrom !== undefined || priceTo !== undefined || shown !== undefined;

async function readAsked(db: Db, filter: PropertyFilter): Promise<Asked> {
  const { strong, weak } = facetsOf(filter);
  const [search, place] = [sql`${filter.search ?? null}::text`, sql`${filter.place ?? null}::text`];
  const list = (facets: string[]) =>
    sql`array(select jsonb_array_elements_text(${JSON.stringify(facets)}::text::jsonb))`;
  const [all, none] = [list([...strong, ...weak]), sql`'{}'::text[]`];
  const [row] = await db.execute<Record<string, string | null> & { behind: number }>(sql`
    select follow_properties(${MOST_FOLLOWED}::int) as behind, listed_query(${search}, ${all})::text as words,
      listed_query(${place}, ${none})::text as place, listed_lookup(${search}, ${all}, false)::text as lookup_words,
      listed_lookup(${place}, ${none}, true)::text as lookup_place, case
        when listed_lookup(null, ${list(strong)}, false) is not null then listed_query(null, ${all})::text end as strong_words`);
  if (!row) throw new Error('a question without an answer');
  return {
    behind: row.behind,
    all: { words: row.words ?? null, place: row.place ?? null },
    lookup: { words: row.lookup_words ?? null, place: row.lookup_place ?? null },
    strong: { words: row.strong_words ?? null, place: row.strong_words ? null : (row.lookup_place ?? null) },
  };
}

function matches({ words, place }: Question): SQL {
  const conditions = [
    ...(words === null ? [] : [sql`l.tokens @@ ${words}::tsquery`]),
    ...(place === null ? [] : [sql`l.places @@ ${place}::tsquery`]),
  ];
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}

function createWalk(db: Db, { filter, sort, after, size }: FindInput, asked: Question) {
  const rest = sql`from listed_properties l where ${headOf(sort, filter)} and ${isBehind(sort, after)} order by ${orderBy(sort)}`;
  return {
    /** The matches among the next `most` rows, no more than a page and one. */
    walk: (most: number): Promise<Place[]> =>
      db.execute<PlaceRow>(sql`
        select l.property_id as id, l.key::text as key
        from (select l.*, ${sortKey(sort)} as key ${rest} limit ${most}) l
        where ${matches(asked)} and ${restCondition(filter)}
        order by ${orderBy(sort, sql`l.key`)} limit ${size + 1}`),
    /** Where a walk of `most` rows ends; null: there are fewer. */
    placeAfter: async (most: number): Promise<Place | null> => {
      const [row] = await db.execute<PlaceRow>(sql`
        select l.property_id as id, ${sortKey(sort)}::text as key ${rest} offset ${most - 1} limit 1`);
      return row ?? null;
    },
  };
}

interface Lookup {
  candidates: SQL;
  /** Says out of an index alone whether they are few enough; null: that is seen when they are read. */
  areFew: SQL | null;
}

const MOST_CANDIDATES = MOST_MATCHES + 1;

const matching = ({ words, place }: Question): Lookup => ({
  candidates: sql`select * from listed_matching(${words}::tsquery, ${place}::tsquery, ${MOST_CANDIDATES}::int)`,
  areFew: null,
});

/** Ways to matches that may be few, the most promising first, where the walk does not go through nothing else anyway. */
function rareOf({ lookup, strong }: Asked, { filter, sort }: FindInput): Lookup[] {
  if (isAtHead(sort, filter) && !filter.search && !filter.place) return [];
  const [ofStrong, ofLookup] = [strong, lookup].map((one) => (asksNothing(one) ? [] : [matching(one)]));
  const differ = strong.words !== lookup.words || strong.place !== lookup.place;
  return [...(ofStrong ?? []), ...pricedLookup(filter), ...(differ ? (ofLookup ?? []) : [])];
}

function pricedLookup(filter: PropertyFilter): Lookup[] {
  if (filter.priceFrom === undefined && filter.priceTo === undefined) return [];
  const priced = sql`from listed_properties l where ${pricedBetween(filter)}`;
  const few = sql`(select count(*) <= ${MOST_MATCHES} from (select ${sortKey('price')} ${priced} limit ${MOST_CANDIDATES}) c)`;
  return [{ candidates: sql`select l.* ${priced} limit ${MOST_CANDIDATES}`, areFew: few }];
}

/** Null: there are too many to sort. */
async function lookUp(
  db: Db,
  { filter, sort, after, size }: FindInput,
  asked: Question,
  { candidates, areFew }: Lookup,
): Promise<Place[] | null> {
  if (areFew) {
    const [row] = await db.execute<{ few: boolean }>(sql`select ${areFew} as few`);
    if (!row?.few) return null;
  }
  const rows = await db.execute<{ n: number; id: string | null; key: string | null }>(sql`
    with found as materialized (${candidates})
    select n, l.id, l.key from (select count(*)::int as n from found) c
    left join lateral (
      select l.property_id as id, ${sortKey(sort)}::text as key from found l
      where n <= ${MOST_MATCHES} and ${matches(asked)} and ${restCondition(filter)} and ${isBehind(sort, after)}
      order by ${orderBy(sort)} limit ${size + 1}) l on true`);
  if ((rows[0]?.n ?? 0) > MOST_MATCHES) return null;
  return rows.flatMap(({ id, key }) => (id !== null && key !== null ? [{ id, key }] : []));
}
