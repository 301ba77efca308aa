import 'server-only';
import { sql } from 'drizzle-orm';
import type { Tx } from '../db/client';
import { AppError } from '../errors';
import { incomingRows, type PropertyWrite, SHOWN_COLUMNS, shownColumnsOf } from './columns';
import { describeChanges, type FieldChanges } from './describe-changes';
import { documentChangesOf } from './document-changes';
import type { AddedKey } from './plan-types';

export interface WriteInput {
  importId: string;
  interfaceId: string;
  providerId: string;
  publishNew: boolean;
  writes: readonly PropertyWrite[];
}

export interface PropertyChange {
  id: string;
  label: string | null;
  /** null for a new property. */
  changes: FieldChanges | null;
}

interface ChangeRow extends Record<string, unknown> {
  id: string;
  label: string | null;
  changes: FieldChanges | null;
  document_changes: FieldChanges | null;
}

/** What a batch of writes is going to change, read before it is written: one statement. No address that is not released. */
export async function readChanges(tx: Tx, { importId, writes }: WriteInput): Promise<Map<string, PropertyChange>> {
  const rows = await tx.execute<ChangeRow>(sql`
    with ${incomingRows(importId, writes)}
    select i.id, coalesce(i.title, i.external_number, i.internal_number, i.obid) as label, case when p.id is not null then (
      select coalesce(jsonb_object_agg(n.key, jsonb_build_array(o.value, n.value)), '{}'::jsonb)
      from jsonb_each(to_jsonb((select r from (select i.state, ${shownColumnsOf('i')}) r))) n
      join jsonb_each(to_jsonb((select r from (select p.state, ${shownColumnsOf('p')}) r))) o on o.key = n.key
      where o.value is distinct from n.value
        and (i.address_released or n.key not in ('street', 'house_number', 'latitude', 'longitude'))) end as changes,
      case when p.id is not null then ${documentChangesOf('p', 'i')} end as document_changes
    from incoming i left join properties p on p.id = i.id`);
  return new Map(
    rows.map(({ id, label, changes, document_changes: document }) => [
      id,
      { id, label, changes: changes && describeChanges(changes, document ?? {}) },
    ]),
  );
}

/** Writes a batch of staged records as properties; answers their labels. Throws `staging-lost` when one is missing. */
export async function writeProperties(tx: Tx, input: WriteInput): Promise<Map<string, string | null>> {
  const columns = sql.raw(SHOWN_COLUMNS.join(', '));
  const updates = sql.raw(SHOWN_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', '));
  const written = await tx.execute<{ id: string; label: string | null }>(sql`
    with ${incomingRows(input.importId, input.writes)}
    insert into properties (id, provider_id, interface_id, contact_id, state, published, ${columns}, document, content_hash, import_id)
    select i.id, ${input.providerId}, ${input.interfaceId}, i.contact_id, i.state, ${input.publishNew}, ${shownColumnsOf('i')}, i.document,
      i.content_hash, ${input.importId}
    from incoming i order by i.id
    on conflict (id) do update set interface_id = excluded.interface_id,
      contact_id = coalesce(excluded.contact_id, properties.contact_id), state = excluded.state, ${updates},
      document = excluded.document, content_hash = excluded.content_hash, import_id = excluded.import_id,
      removed_at = null, updated_at = now()
    returning id, coalesce(title, external_number, internal_number, obid) as label`);
  if (written.length !== input.writes.length) {
    throw new AppError('staging-lost', { importId: input.importId }, { retryable: true });
  }
  return new Map(written.map(({ id, label }) => [id, label]));
}

/** Adds keys of properties that exist by now. A key is never pointed at another property. */
export async function addKeys(tx: Tx, providerId: string, keys: readonly AddedKey[]): Promise<void> {
  await tx.execute(sql`
    insert into property_keys (provider_id, kind, value, property_id)
    select ${providerId}, kind, value, id
    from jsonb_to_recordset(${JSON.stringify(keys)}::text::jsonb) as k(id uuid, kind property_key_kind, value text)
    on conflict do nothing`);
}

/** Withdraws or trashes properties; answers their labels. */
export async function removeProperties(
  tx: Tx,
  { importId, ids, state }: { importId: string | null; ids: readonly string[]; state: 'withdrawn' | 'trashed' },
): Promise<Map<string, string | null>> {
  const rows = await tx.execute<{ id: string; label: string | null }>(sql`
    update properties p set state = ${state}, removed_at = now(), updated_at = now(),
      import_id = coalesce(${importId}::uuid, import_id)
    from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) as r(id)
    where p.id = r.id::uuid and p.origin_site_id = 0
    returning p.id, coalesce(p.title, p.external_number, p.internal_number, p.obid) as label`);
  return new Map(rows.map((row) => [row.id, row.label]));
}
