import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import { createBreather } from './breathe';
import type { PropertyState, Stock, StockProperty } from './plan-types';

/** A provider's stock as it was read; equal fingerprints: nothing that a plan depends on has changed. */
export interface ReadStock extends Stock {
  fingerprint: string;
}

/**
 * Reads all properties of a provider that belong to this installation, with their keys. The fingerprint is taken first: a
 * change in between makes it an old one, so whoever compares it plans again. Tables that were filled a moment ago have no
 * statistics: nothing is joined here.
 */
export async function readStock(db: Db | Tx, providerId: string): Promise<ReadStock> {
  const fingerprint = await readFingerprint(db, providerId);
  const rows = await db.execute<{
    id: string;
    state: PropertyState;
    content_hash: string;
    interface_id: string | null;
  }>(sql`
    select id, state, content_hash, interface_id from properties
    where origin_site_id = 0 and provider_id = ${providerId} order by id`);
  const named = await db.execute<{ key: string; id: string }>(sql`
    select kind || ':' || value as key, property_id as id from property_keys
    where origin_site_id = 0 and provider_id = ${providerId} order by kind, value`);
  const properties = new Map<string, StockProperty>();
  const keys = new Map<string, string>();
  const breathe = createBreather();
  for (const { id, state, content_hash: contentHash, interface_id: interfaceId } of rows) {
    await breathe();
    properties.set(id, { id, state, contentHash, interfaceId });
  }
  for (const { key, id } of named) {
    await breathe();
    keys.set(key, id);
  }
  return { properties, keys, fingerprint };
}

/** Of everything in a provider's stock that a plan depends on; made by Postgres, in one pass. */
export async function readFingerprint(db: Db | Tx, providerId: string): Promise<string> {
  const [row] = await db.execute<{ fingerprint: string }>(sql`
    select concat_ws('-',
      (select count(*) || '.' || coalesce(sum(hash_record_extended(row(p.id, p.state, p.content_hash, p.interface_id), 0)), 0)
        from properties p where p.origin_site_id = 0 and p.provider_id = ${providerId}),
      (select count(*) || '.' || coalesce(sum(hash_record_extended(row(k.property_id, k.kind, k.value), 0)), 0)
        from property_keys k where k.origin_site_id = 0 and k.provider_id = ${providerId})) as fingerprint`);
  return row?.fingerprint ?? '';
}

/** Until the transaction's end no other one changes this provider's properties. */
export async function lockProvider(tx: Tx, providerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`properties ${providerId}`}, 0))`);
}
