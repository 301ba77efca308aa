import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/client';
import {
  type AttachmentValues,
  type DeliveredAttachment,
  planAttachments,
  type StoredAttachment,
} from './plan-attachments';

/** The attachments that a delivery gives a property. Without an entry here a property keeps what it has. */
export type DeliveredSets = ReadonlyMap<string, readonly DeliveredAttachment[]>;

export interface AppliedAttachments {
  /** Property id -> names whose earlier copy stays because the delivery did not have the bytes. */
  kept: Map<string, string[]>;
  changed: number;
}

/** Replaces the attachments of a batch of properties, each as a set. A few statements at most. */
export async function applyAttachments(
  tx: Tx,
  delivered: DeliveredSets,
  place: { importId: string; interfaceId: string },
): Promise<AppliedAttachments> {
  const stored = await readAttachments(tx, [...delivered.keys()]);
  const inserts: NewAttachment[] = [];
  const updates: StoredAttachment[] = [];
  const deletes: string[] = [];
  const renamed: string[] = [];
  const kept = new Map<string, string[]>();
  for (const [propertyId, set] of delivered) {
    const before = stored.get(propertyId) ?? [];
    const plan = planAttachments(before, set);
    for (const values of plan.inserts) inserts.push({ ...values, id: uuidv7(), propertyId });
    for (const { id, name } of plan.updates) {
      if (before.find((old) => old.id === id)?.name !== name) renamed.push(id);
    }
    updates.push(...plan.updates);
    deletes.push(...plan.deletes);
    if (plan.kept.length > 0) kept.set(propertyId, plan.kept);
  }
  await bringBackFiles(tx, [...delivered.keys()]);
  await rememberPlaces(tx, [...deletes, ...renamed], place);
  if (deletes.length > 0) await deleteAttachments(tx, deletes);
  if (updates.length > 0) await updateAttachments(tx, updates);
  await insertAttachments(tx, writeAttachments(inserts));
  return { kept, changed: inserts.length + updates.length + deletes.length };
}

type NewAttachment = AttachmentValues & { id: string; propertyId: string };

/** Attachments as they go to Postgres. */
export interface WrittenAttachments {
  count: number;
  rows: string;
  sha256s: string;
}

/** The attachments of properties that have none yet: what can be made ready before the properties are there. */
export function writeNewAttachments(delivered: DeliveredSets): WrittenAttachments {
  const inserts: NewAttachment[] = [];
  for (const [propertyId, set] of delivered) {
    for (const values of planAttachments([], set).inserts) inserts.push({ ...values, id: uuidv7(), propertyId });
  }
  return writeAttachments(inserts);
}

function writeAttachments(inserts: readonly NewAttachment[]): WrittenAttachments {
  const sha256s = [...new Set(inserts.flatMap(({ sha256 }) => sha256 ?? []))];
  return { count: inserts.length, rows: JSON.stringify(inserts), sha256s: JSON.stringify(sha256s) };
}

export async function insertAttachments(tx: Tx, { count, rows, sha256s }: WrittenAttachments): Promise<void> {
  if (count === 0) return;
  await takeFromTrash(tx, sql`select value from jsonb_array_elements_text(${sha256s}::text::jsonb)`);
  await tx.execute(sql`
    insert into attachments (id, property_id, position, "group", title, name, file_sha256, url)
    select u.id, u."propertyId", u.position, u."group", u.title, u.name, u.sha256, u.url from ${valuesOf(rows)}`);
}

async function readAttachments(tx: Tx, propertyIds: string[]): Promise<Map<string, StoredAttachment[]>> {
  const rows = await tx.execute<StoredAttachment & { propertyId: string } & Record<string, unknown>>(sql`
    select id, property_id as "propertyId", position, "group", title, name, file_sha256 as sha256, url
    from attachments where property_id in (${idsOf(propertyIds)}) order by property_id, position, id`);
  const byProperty = new Map<string, StoredAttachment[]>();
  for (const { propertyId, ...attachment } of rows) {
    const list = byProperty.get(propertyId);
    if (list) list.push(attachment);
    else byProperty.set(propertyId, [attachment]);
  }
  return byProperty;
}

/** Files of these properties leave the trash: the properties use them from now on. */
export async function bringBackFiles(tx: Tx, propertyIds: readonly string[]): Promise<void> {
  await takeFromTrash(tx, sql`select file_sha256 from attachments where property_id in (${idsOf(propertyIds)})`);
}

/**
 * Two statements on purpose: the first waits for a cleanup that holds the rows, or makes one give up; only the second
 * sees what that cleanup has done. The lock is one that imports share: two that have files in common do not meet.
 */
async function takeFromTrash(tx: Tx, sha256s: SQL): Promise<void> {
  await tx.execute(sql`select 1 from stored_files where sha256 in (${sha256s}) order by sha256 for key share`);
  await tx.execute(sql`
    with trashed as materialized (
      select sha256 from stored_files where trashed_at is not null and sha256 in (${sha256s})
      order by sha256 for no key update)
    update stored_files f set trashed_at = null, trashed_by = null from trashed t where f.sha256 = t.sha256`);
}

/** Under which names files were delivered, and for which property: what these attachments say until now. */
async function rememberPlaces(
  tx: Tx,
  ids: string[],
  { importId, interfaceId }: { importId: string; interfaceId: string },
): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    insert into file_origins (sha256, interface_id, property_id, name, import_id)
    select distinct a.file_sha256, ${interfaceId}::uuid, a.property_id, ${NAME_OF_FILE}, ${importId}::uuid
    from attachments a where a.id in (${idsOf(ids)}) and a.file_sha256 is not null
    on conflict (interface_id, sha256, property_id, name) do update set import_id = excluded.import_id`);
}

/** As `file_places` says it. */
const NAME_OF_FILE = sql.raw('coalesce(a.name, a.title, left(a.file_sha256, 12))');

async function deleteAttachments(tx: Tx, ids: string[]): Promise<void> {
  await tx.execute(sql`delete from attachments where id in (${idsOf(ids)})`);
}

async function updateAttachments(tx: Tx, updates: StoredAttachment[]): Promise<void> {
  await tx.execute(sql`
    update attachments a set position = u.position, "group" = u."group", title = u.title, name = u.name,
      file_sha256 = u.sha256, url = u.url, updated_at = now()
    from ${valuesOf(JSON.stringify(updates))} where a.id = u.id`);
}

function valuesOf(rows: string) {
  return sql`json_to_recordset(${rows}::text::json) as u(id uuid, "propertyId" uuid, position int,
    "group" text, title text, name text, sha256 text, url text)`;
}

function idsOf(ids: readonly string[]) {
  return sql`select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)`;
}
