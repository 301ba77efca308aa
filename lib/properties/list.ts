import 'server-only';
import { eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, encodeCursor, type Page } from '../db/keyset';
import { properties } from '../db/schema/properties';
import { providers } from '../db/schema/providers';
import type { PropertyFilter } from './listed/filter';
import { findProperties } from './listed/find';
import { type PropertySort, readPlace } from './listed/sort';
import { OWNER_NAME } from './owner-name';
import type { PropertyState } from './plan-types';

export interface PropertyRow {
  id: string;
  originSiteId: number;
  state: PropertyState;
  published: boolean;
  /** Days outside of which it is not shown. */
  activeFrom: string | null;
  activeUntil: string | null;
  title: string | null;
  externalNumber: string | null;
  objectType: string | null;
  objectSubtype: string | null;
  marketing: string | null;
  /** Decimal as text; null: none, or on request. */
  price: string | null;
  currency: string | null;
  priceOnRequest: boolean;
  livingArea: string | null;
  rooms: string | null;
  postcode: string | null;
  city: string | null;
  providerId: string;
  providerName: string;
  /** The owning site's name; null: this installation, or a site that is not known by name. */
  ownerName: string | null;
  interfaceId: string | null;
  /** Its title picture or first picture, if its bytes are here: an attachment's id. */
  pictureId: string | null;
  updatedAt: Date;
}

export interface ListPropertiesInput extends PropertyFilter {
  sort?: PropertySort | undefined;
  cursor?: string | undefined;
  size?: number;
}

export interface PropertyPage extends Page<PropertyRow> {
  /** Only so many of the list were looked through, in its order: `next` goes on with the others. Null: all were. */
  searched: number | null;
  /** Properties changed just now that are not in the list yet, counted up to 10,001. */
  behind: number;
}

const columns = {
  id: properties.id,
  originSiteId: properties.originSiteId,
  state: properties.state,
  published: properties.published,
  activeFrom: properties.activeFrom,
  activeUntil: properties.activeUntil,
  title: properties.title,
  externalNumber: properties.externalNumber,
  objectType: properties.objectType,
  objectSubtype: properties.objectSubtype,
  marketing: properties.marketing,
  price: properties.price,
  currency: properties.currency,
  priceOnRequest: properties.priceOnRequest,
  livingArea: properties.livingArea,
  rooms: properties.rooms,
  postcode: properties.postcode,
  city: properties.city,
  providerId: properties.providerId,
  providerName: providers.name,
  ownerName: OWNER_NAME,
  interfaceId: properties.interfaceId,
  pictureId: sql<string | null>`(
    select a.id from attachments a join stored_files f on f.sha256 = a.file_sha256
    where a.property_id = "properties"."id" and f.stored_at is not null and f.trashed_at is null
      and f.media_type in ('image/jpeg', 'image/png', 'image/webp', 'image/gif')
    order by a.position, a.id limit 1)`,
  updatedAt: properties.updatedAt,
};

/** A page of properties, last changed first unless another order is asked for. */
export async function listProperties(db: Db, input: ListPropertiesInput): Promise<PropertyPage> {
  const { sort = 'changed', cursor, size = 50, ...filter } = input;
  const after = readPlace(sort, decodeCursor(cursor, 3) ?? []);
  const { places, next, searched, behind } = await findProperties(db, { filter, sort, after, size });
  const rows = await readRows(
    db,
    places.map(({ id }) => id),
  );
  return { rows, next: next && encodeCursor([sort, next.key, next.id]), searched, behind };
}

/** Rows in the order of `ids`; one that is gone by now is left out. */
async function readRows(db: Db, ids: readonly string[]): Promise<PropertyRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select(columns)
    .from(properties)
    .innerJoin(providers, eq(providers.id, properties.providerId))
    .where(inArray(properties.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
