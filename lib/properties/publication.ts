import 'server-only';
import { type SQL, sql } from 'drizzle-orm';

/** Whether a property is on show, and if not, why. */
export type Publication = 'published' | 'unpublished' | 'not-yet' | 'no-longer';

interface Offered {
  published: boolean;
  /** Days (`YYYY-MM-DD`), both included: the format's `aktiv_von` and `aktiv_bis`. */
  activeFrom: string | null;
  activeUntil: string | null;
}

/** Outside its days a property is kept and not shown. `today` is the site's day. */
export function publicationOf({ published, activeFrom, activeUntil }: Offered, today: string): Publication {
  if (!published) return 'unpublished';
  if (activeFrom !== null && today < activeFrom) return 'not-yet';
  return activeUntil !== null && today > activeUntil ? 'no-longer' : 'published';
}

/** The same as a condition on a row `p` of properties. */
export function publishedOn(today: string, alias = 'p'): SQL {
  const p = sql.raw(alias);
  return sql`(${p}.published and coalesce(${p}.active_from <= ${today}::date, true)
    and coalesce(${p}.active_until >= ${today}::date, true))`;
}
