import 'server-only';
import { sql } from 'drizzle-orm';
import { OWN_ORIGIN, RECEIVED_ORIGIN, writeOnBehalfOf } from '../changelog/read';
import type { Db, Tx } from '../db/client';
import { AppError } from '../errors';
import { CENTRAL_TARGET } from '../runs/run';
import { forgetState } from './state';

/** What leaving a central server keeps and removes, for the page that asks first. */
export interface LeavingPreview {
  ownProperties: number;
  ownContacts: number;
  /** Central data that this site's own records refer to: it stays, and becomes this site's own. */
  keptProviders: number;
  removedProviders: number;
  /** Properties, contacts and attachments that other sites shared. */
  removedRecords: number;
}

/** Something of this site's own refers to the provider `p`. */
export const USED_PROVIDER = sql`(
  exists (select 1 from properties x where x.provider_id = p.id and x.origin_site_id = ${OWN_ORIGIN})
  or exists (select 1 from contacts x where x.provider_id = p.id and x.origin_site_id = ${OWN_ORIGIN})
  or exists (select 1 from property_keys x where x.provider_id = p.id and x.origin_site_id = ${OWN_ORIGIN})
  or exists (select 1 from plans x where x.provider_id = p.id)
  or exists (select 1 from interface_providers x where x.provider_id = p.id))`;

export async function previewLeaving(db: Db): Promise<LeavingPreview> {
  const [row] = await db.execute<LeavingPreview & Record<string, unknown>>(sql`
    select (select count(*)::int from properties where origin_site_id = ${OWN_ORIGIN}) as "ownProperties",
      (select count(*)::int from contacts where origin_site_id = ${OWN_ORIGIN}) as "ownContacts",
      (select count(*)::int from providers p where ${USED_PROVIDER} or origin_site_id = ${OWN_ORIGIN}) as "keptProviders",
      (select count(*)::int from providers p where not ${USED_PROVIDER} and origin_site_id <> ${OWN_ORIGIN}) as "removedProviders",
      (select count(*)::int from properties where origin_site_id > 0) + (select count(*)::int from contacts where origin_site_id > 0)
        + (select count(*)::int from attachments where origin_site_id > 0) as "removedRecords"`);
  if (!row) throw new Error('a count without a row');
  return row;
}

/**
 * Forgets everything that belongs to the central server: cursors, buffer, what others shared, and central data that
 * nothing here uses. Throws `already-running` while a run is under way; none can begin before the transaction ends.
 */
export async function leaveCentral(tx: Tx): Promise<void> {
  await tx.execute(sql`lock table runs in share row exclusive mode`);
  const [active] = await tx.execute(
    sql`select 1 from runs where target = ${CENTRAL_TARGET} and state in ('queued', 'running')`,
  );
  if (active) throw new AppError('already-running');
  await forgetState(tx);
  await tx.execute(sql`delete from sync_buffer where source_site_id = 0`);
  await tx.execute(sql`delete from verifications`);
  await writeOnBehalfOf(tx, RECEIVED_ORIGIN);
  for (const table of ['attachments', 'properties', 'contacts']) {
    await tx.execute(sql`delete from ${sql.identifier(table)} where origin_site_id > 0`);
  }
  await tx.execute(sql`delete from sharing_groups where origin_site_id <> ${OWN_ORIGIN}`);
  await tx.execute(sql`delete from providers p where origin_site_id <> ${OWN_ORIGIN} and not ${USED_PROVIDER}`);
  await writeOnBehalfOf(tx, OWN_ORIGIN);
  await tx.execute(sql`update providers set origin_site_id = ${OWN_ORIGIN} where origin_site_id <> ${OWN_ORIGIN}`);
}
