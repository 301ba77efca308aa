import 'server-only';
import { and, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { properties } from '../db/schema/properties';
import { providers } from '../db/schema/providers';
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
  attachments: number;
  updatedAt: Date;
}

export const PROPERTY_OWNERS = ['own', 'shared'] as const;
export type PropertyOwner = (typeof PROPERTY_OWNERS)[number];

export interface ListPropertiesInput {
  search?: string | undefined;
  state?: PropertyState | undefined;
  providerId?: string | undefined;
  interfaceId?: string | undefined;
  originSiteId?: number | undefined;
  /** This installation's own, or what other sites share with it. */
  owner?: PropertyOwner | undefined;
  cursor?: string | undefined;
  size?: number;
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
  attachments: sql<number>`(select count(*)::int from attachments a where a.property_id = "properties"."id")`,
  updatedAt: properties.updatedAt,
  /** With microseconds, which a Date has not. */
  exactUpdate: sql<string>`${properties.updatedAt}::text`,
};

/** Properties, last changed first. */
export async function listProperties(db: Db, input: ListPropertiesInput): Promise<Page<PropertyRow>> {
  const { state, providerId, interfaceId, originSiteId, owner, cursor, size = 50 } = input;
  const after = decodeCursor(cursor, 2);
  const conditions: (SQL | undefined)[] = [
    state ? eq(properties.state, state) : undefined,
    providerId ? eq(properties.providerId, providerId) : undefined,
    interfaceId ? eq(properties.interfaceId, interfaceId) : undefined,
    originSiteId === undefined ? undefined : eq(properties.originSiteId, originSiteId),
    owner && (owner === 'own' ? eq(properties.originSiteId, 0) : gt(properties.originSiteId, 0)),
    searchCondition(input.search),
    after
      ? sql`(${properties.updatedAt}, ${properties.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
      : undefined,
  ];
  const rows = await db
    .select(columns)
    .from(properties)
    .innerJoin(providers, eq(providers.id, properties.providerId))
    .where(and(...conditions))
    .orderBy(sql`${properties.updatedAt} desc, ${properties.id} desc`)
    .limit(size + 1);
  const page = toPage(rows, size, (row) => [row.exactUpdate, row.id]);
  return { ...page, rows: page.rows.map(({ exactUpdate: _exact, ...row }) => row) };
}

/** Every word must be in title, number, postcode or city; a hidden street finds nothing. */
function searchCondition(search: string | undefined): SQL | undefined {
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return undefined;
  const text = sql`lower(concat_ws(' ', ${properties.title}, ${properties.externalNumber}, ${properties.obid},
    ${properties.postcode}, ${properties.city}))`;
  return and(...words.map((word) => sql`strpos(${text}, ${word}) > 0`));
}
