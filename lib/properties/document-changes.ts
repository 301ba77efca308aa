import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { PUBLIC_GEO } from './public-geo';

/** Shown as contact and as files; or said by every delivery anew. */
const LEFT_OUT = sql`('kontaktperson', 'anhaenge', 'anhang')`;

/**
 * What differs between the documents of two rows, as `{"group/element": [before, after]}`. Groups that are equal are not
 * looked into. Of an address that `after` does not release only the place.
 */
export function documentChangesOf(before: string, after: string): SQL {
  const [old, now] = [sql.raw(before), sql.raw(after)];
  const shown = sql.join(
    [...PUBLIC_GEO].map((element) => sql`${element}`),
    sql`, `,
  );
  return sql`(
    select coalesce(jsonb_object_agg(g.key || '/' || e.key, jsonb_build_array(e.before, e.after)), '{}'::jsonb)
    from (
      select coalesce(o.key, n.key) as key,
        case jsonb_typeof(o.value) when 'object' then o.value else '{}'::jsonb end as before,
        case jsonb_typeof(n.value) when 'object' then n.value else '{}'::jsonb end as after
      from jsonb_each(${old}.document) o full join jsonb_each(${now}.document) n on n.key = o.key
      where o.value is distinct from n.value and coalesce(o.key, n.key) not in ${LEFT_OUT}) g
    cross join lateral (
      select coalesce(o.key, n.key) as key, o.value as before, n.value as after
      from jsonb_each(g.before) o full join jsonb_each(g.after) n on n.key = o.key
      where o.value is distinct from n.value) e
    where (g.key, e.key) <> ('verwaltung_techn', 'aktion')
      and (${now}.address_released or g.key <> 'geo' or e.key in (${shown})))`;
}
