import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { OWN_ORIGIN, TRACKED_TABLES, writeOnBehalfOf } from '../changelog/read';
import type { Tx } from '../db/client';
import { CENTRAL_SOURCE } from './pull';

/**
 * First run of a site that imported before it was connected, while the central server knows it from earlier: a property that
 * both have, by one of its keys, keeps the central server's id. What is here is newer: of such a property the central
 * server's attachments, and contacts that nothing else refers to, are replaced by this site's.
 */
export async function adoptKnownRecords(tx: Tx): Promise<void> {
  await tx.execute(sql`
    create temporary table known_properties on commit drop as
    select distinct on (p.id) p.id as here, b.record_id as there
    from sync_buffer b
    cross join lateral jsonb_to_recordset(coalesce(b.data->'keys', '[]')) as k(kind property_key_kind, value text)
    join property_keys own on own.origin_site_id = ${OWN_ORIGIN} and own.provider_id = (b.data->>'provider_id')::uuid
      and own.kind = k.kind and own.value = k.value
    join properties p on p.id = own.property_id
    where ${bufferedOwn('properties')} and p.id <> b.record_id
      and not exists (select 1 from properties taken where taken.id = b.record_id)
    order by p.id, k.kind, b.record_id`);
  await tx.execute(
    sql`delete from known_properties a using known_properties b where a.there = b.there and a.here > b.here`,
  );
  await replaceAttachmentsAndContacts(tx);
  await moveProperties(tx);
  await tx.execute(sql`
    delete from sync_buffer b using known_properties k
    where ${bufferedOwn('properties')} and b.record_id = k.there`);
}

function bufferedOwn(table: 'contacts' | 'properties' | 'attachments'): SQL {
  return sql`b.source_site_id = ${CENTRAL_SOURCE} and b.table_name = ${table} and b.origin_site_id = ${OWN_ORIGIN} and b.action = 'upsert'`;
}

/** Their deletion is logged as this site's own change, and goes with the next push. */
async function replaceAttachmentsAndContacts(tx: Tx): Promise<void> {
  await tx.execute(sql`
    with gone as (
      delete from sync_buffer b using known_properties k
      where ${bufferedOwn('attachments')} and (b.data->>'property_id')::uuid = k.there returning b.record_id)
    insert into change_inbox (record_id, table_id, origin_site, action)
    select record_id, ${TRACKED_TABLES.attachments}, ${OWN_ORIGIN}, 'D' from gone`);
  await tx.execute(sql`
    with gone as (
      delete from sync_buffer b
      where ${bufferedOwn('contacts')} and b.record_id in (
        select (p.data->>'contact_id')::uuid from sync_buffer p left join known_properties k on k.there = p.record_id
        where p.source_site_id = ${CENTRAL_SOURCE} and p.table_name = 'properties' and p.data->>'contact_id' is not null
        group by 1 having bool_and(k.there is not null))
      returning b.record_id)
    insert into change_inbox (record_id, table_id, origin_site, action)
    select record_id, ${TRACKED_TABLES.contacts}, ${OWN_ORIGIN}, 'D' from gone`);
}

/** A key of a tracked table is never changed (that is not logged): the row is written anew, what refers to it follows. */
async function moveProperties(tx: Tx): Promise<void> {
  await writeOnBehalfOf(tx, OWN_ORIGIN);
  await tx.execute(sql`
    insert into properties
    select (jsonb_populate_record(p, jsonb_build_object('id', k.there))).* from properties p join known_properties k on k.here = p.id`);
  for (const table of ['attachments', 'property_keys', 'file_origins', 'field_origins', 'delivered_texts']) {
    await tx.execute(sql`
      update ${sql.identifier(table)} t set property_id = k.there from known_properties k where t.property_id = k.here`);
  }
  await tx.execute(sql`update outcomes t set record_id = k.there from known_properties k where t.record_id = k.here`);
  await tx.execute(sql`delete from properties p using known_properties k where p.id = k.here`);
}
