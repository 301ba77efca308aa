import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { PropertyState } from '../plan-types';

export const PROPERTY_OWNERS = ['own', 'shared'] as const;
export type PropertyOwner = (typeof PROPERTY_OWNERS)[number];

/** yes: on show today. no: unpublished, outside its days, withdrawn or in the trash. */
export const SHOWN = ['yes', 'no'] as const;

/** The format's kinds of object (objektart). */
export const OBJECT_TYPES = [
  'wohnung',
  'haus',
  'grundstueck',
  'zimmer',
  'buero_praxen',
  'einzelhandel',
  'gastgewerbe',
  'hallen_lager_prod',
  'land_und_forstwirtschaft',
  'parken',
  'freizeitimmobilie_gewerblich',
  'zinshaus_renditeobjekt',
  'sonstige',
] as const;
export type ObjectType = (typeof OBJECT_TYPES)[number];

export interface PropertyFilter {
  /** Every word of it must begin a word of title, number, OpenImmo id, postcode or town. */
  search?: string | undefined;
  /** Every word of it must begin a word of postcode or town. */
  place?: string | undefined;
  state?: PropertyState | undefined;
  type?: ObjectType | undefined;
  providerId?: string | undefined;
  interfaceId?: string | undefined;
  originSiteId?: number | undefined;
  /** This installation's own, or what other sites share with it. */
  owner?: PropertyOwner | undefined;
  priceFrom?: number | undefined;
  priceTo?: number | undefined;
  shown?: (typeof SHOWN)[number] | undefined;
  /** The site's day, for `shown`: `YYYY-MM-DD`. */
  today?: string | undefined;
}

/** What narrows a list down far by itself, and what usually does not; as `listed_facets` writes them (drizzle/0012). */
export function facetsOf(filter: PropertyFilter): { strong: string[]; weak: string[] } {
  const { state, type, providerId, interfaceId, originSiteId, owner, shown } = filter;
  return {
    strong: [...(providerId ? [`/p${providerId}`] : []), ...(originSiteId === undefined ? [] : [`/o${originSiteId}`])],
    weak: [
      ...(state ? [`/s${state}`] : []),
      ...(type ? [`/t${type}`] : []),
      ...(interfaceId ? [`/i${interfaceId}`] : []),
      ...(owner ? [owner === 'own' ? '/o0' : '/x'] : []),
      ...(shown === 'no' ? ['/h'] : []),
    ],
  };
}

/** What neither words nor facets say, of a row `l` of listed_properties. */
export function restCondition({ priceFrom, priceTo, shown, today }: PropertyFilter): SQL {
  const conditions = [
    ...(priceFrom === undefined ? [] : [sql`l.price >= ${priceFrom}::numeric`]),
    ...(priceTo === undefined ? [] : [sql`l.price <= ${priceTo}::numeric`]),
    ...(shown === undefined ? [] : [sql`${shown === 'yes' ? sql`` : sql`not`} ${isShown(today)}`]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

function isShown(today: string | undefined): SQL {
  if (today === undefined) throw new Error('what is shown depends on the day');
  return sql`(l.state in ('active', 'reference') and l.published and coalesce(l.active_from <= ${today}::date, true)
    and coalesce(l.active_until >= ${today}::date, true))`;
}
