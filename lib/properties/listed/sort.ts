import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { PropertyFilter } from './filter';

export const PROPERTY_SORTS = ['changed', 'price', 'price-down', 'place', 'number'] as const;
export type PropertySort = (typeof PROPERTY_SORTS)[number];

/** A property's place in the list: its sort's value as text, and the tie-break. */
export interface Place {
  key: string;
  id: string;
}

interface Order {
  key: SQL;
  type: SQL;
  down: boolean;
  isKey: RegExp;
}

const PRICE = /^(-?\d{1,16}(\.\d{1,2})?|Infinity)$/;

/** Each has an index (drizzle/0012); what has no price, place or number comes last. */
const ORDERS: Record<PropertySort, Order> = {
  changed: { key: sql`l.updated_at`, type: sql`timestamptz`, down: true, isKey: /^\d{4}-[\d: .+-]{10,40}$/ },
  price: { key: sql`coalesce(l.price, 'Infinity'::numeric)`, type: sql`numeric`, down: false, isKey: PRICE },
  'price-down': { key: sql`coalesce(-l.price, 'Infinity'::numeric)`, type: sql`numeric`, down: false, isKey: PRICE },
  place: { key: sql`l.place`, type: sql`text`, down: false, isKey: /./ },
  number: { key: sql`l.number`, type: sql`text`, down: false, isKey: /./ },
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A place that came back in an address; null: it is none of this sort. */
export function readPlace(sort: PropertySort, [of, key = '', id = '']: readonly string[]): Place | null {
  return of === sort && ORDERS[sort].isKey.test(key) && UUID.test(id) ? { key, id } : null;
}

export const sortKey = (sort: PropertySort): SQL => ORDERS[sort].key;

export function orderBy(sort: PropertySort, key = ORDERS[sort].key): SQL {
  const direction = ORDERS[sort].down ? sql`desc` : sql`asc`;
  return sql`${key} ${direction}, l.property_id ${direction}`;
}

/** Rows behind a place. */
export function isBehind(sort: PropertySort, place: Place | null): SQL {
  if (!place) return sql`true`;
  const { key, type, down } = ORDERS[sort];
  return sql`(${key}, l.property_id) ${down ? sql`<` : sql`>`} (${place.key}::${type}, ${place.id}::uuid)`;
}

/** What of the filter is at the head of an index with this order: nothing else is walked through then. */
export function headOf(sort: PropertySort, filter: PropertyFilter): SQL {
  const { providerId, interfaceId, state, priceFrom, priceTo } = filter;
  if (sort === 'changed') {
    if (providerId) return sql`l.provider_id = ${providerId}`;
    if (interfaceId) return sql`l.interface_id = ${interfaceId}`;
    return state && state !== 'active' ? sql`l.state = ${state} and l.state <> 'active'` : sql`true`;
  }
  if (sort === 'price') return between(ORDERS.price.key, priceFrom, priceTo);
  if (sort === 'price-down') return between(ORDERS['price-down'].key, negative(priceTo), negative(priceFrom));
  return sql`true`;
}

/** The walk in this order goes through nothing but what the filter's rarest condition leaves. */
export function isAtHead(
  sort: PropertySort,
  { providerId, interfaceId, state, priceFrom, priceTo }: PropertyFilter,
): boolean {
  if (sort === 'changed') return Boolean(providerId ?? interfaceId) || (state !== undefined && state !== 'active');
  return (sort === 'price' || sort === 'price-down') && (priceFrom !== undefined || priceTo !== undefined);
}

/** By the index of prices. */
export const pricedBetween = ({ priceFrom, priceTo }: PropertyFilter): SQL =>
  between(ORDERS.price.key, priceFrom, priceTo);

const negative = (price: number | undefined) => (price === undefined ? undefined : -price);

function between(key: SQL, from: number | undefined, to: number | undefined): SQL {
  const conditions = [
    ...(from === undefined ? [] : [sql`${key} >= ${from}::numeric`]),
    ...(to === undefined ? [] : [sql`${key} <= ${to}::numeric`]),
    ...(from === undefined && to === undefined ? [] : [sql`${key} < 'Infinity'::numeric`]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}
