import 'server-only';
import { type SQL, sql } from 'drizzle-orm';

/** The fields whose changes are shown, as columns of `properties`. */
export const SHOWN_COLUMNS = [
  'obid',
  'external_number',
  'internal_number',
  'title',
  'description',
  'object_type',
  'object_subtype',
  'marketing',
  'usage',
  'price',
  'currency',
  'price_on_request',
  'living_area',
  'plot_area',
  'rooms',
  'street',
  'house_number',
  'postcode',
  'city',
  'country',
  'address_released',
  'latitude',
  'longitude',
  'active_from',
  'active_until',
  'shared_generally',
  'shared_with',
  'not_shared_with',
] as const;

/** Those columns of `alias`, separated by commas. */
export function shownColumnsOf(alias: string): SQL {
  return sql.raw(SHOWN_COLUMNS.map((column) => `${alias}.${column}`).join(', '));
}

/** A planned write as it goes to Postgres. */
export interface PropertyWrite {
  seq: number;
  id: string;
  state: 'active' | 'reference';
  /** null: none in this delivery, the property keeps its own. */
  contactId: string | null;
}

/** What the reader's columns are in Postgres, for `json_to_record`. */
const READ_COLUMNS =
  sql.raw(`title text, description text, "objectType" text, "objectSubtype" text, marketing text, usage text,
  price numeric(16,2), rent numeric(16,2), "rentTotal" numeric(16,2), currency text, "priceOnRequest" boolean,
  "livingArea" numeric(14,2), "plotArea" numeric(14,2), rooms numeric(8,2), street text, "houseNumber" text, postcode text,
  city text, country text, "addressReleased" boolean, latitude double precision, longitude double precision,
  "activeFrom" date, "activeUntil" date, "sharedGenerally" boolean, "sharedWith" text[], "notSharedWith" text[]`);

/** Columns of `properties` that are made of what the reader read; the keys stand apart. */
export const DELIVERED_COLUMNS = SHOWN_COLUMNS.slice(3);

/**
 * Those columns out of a text that holds the reader's columns as JSON, in the order of `DELIVERED_COLUMNS`. A record has one
 * price: the purchase price, or for a rental the rent.
 */
export function deliveredColumns(json: SQL): SQL {
  return sql`(
    select c.title, c.description, c."objectType", c."objectSubtype", c.marketing, c.usage,
      case when c.marketing in ('rent', 'leasing') then coalesce(c.rent, c."rentTotal", c.price)
        else coalesce(c.price, c.rent, c."rentTotal") end,
      c.currency, coalesce(c."priceOnRequest", false), c."livingArea", c."plotArea", c.rooms, c.street, c."houseNumber",
      c.postcode, c.city, c.country, coalesce(c."addressReleased", false), c.latitude, c.longitude, c."activeFrom",
      c."activeUntil", coalesce(c."sharedGenerally", false), coalesce(c."sharedWith", '{}'), coalesce(c."notSharedWith", '{}')
    from json_to_record(${json}::json) as c(${READ_COLUMNS}))`;
}

/**
 * A `with` list ending in `incoming`: one row per write with the columns of `properties`, as the staged records have them.
 * They are looked up one by one, by their key: of a table that was filled a moment ago Postgres has no idea, and would
 * rather read it whole. Those of which only their keys are staged are not found.
 */
export function incomingRows(importId: string, writes: readonly PropertyWrite[]): SQL {
  return sql`
    planned as (
      select * from jsonb_to_recordset(${JSON.stringify(writes)}::text::jsonb) as w(seq int, id uuid, state property_state,
        "contactId" uuid)),
    incoming as (
      select planned.id, planned.state, planned."contactId" as contact_id, ${shownColumnsOf('s')}, s.document, s.content_hash
      from planned
      cross join lateral (
        select * from staged_records r where r.import_id = ${importId} and r.seq = planned.seq and r.document is not null
        offset 0) s)`;
}
