import 'server-only';
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import { createBreather } from './breathe';
import type { PropertyState, Stock, StockProperty } from './plan-types';

/** A provider's stock as it was read; equal fingerprints: nothing that a plan depends on has changed. */
export interface ReadStock extends Stock {
  fingerprint: string;
}

/** Reads all properties of a provider that belong to this installation, with their keys. */
export async function readStock(db: Db | Tx, providerId: string): Promise<ReadStock> {
  const rows = await db.execute<{
    id: string;
    state: PropertyState;
    content_hash: string;
    interface_id: string | null;
    keys: string[] | null;
  }>(sql`
    select p.id, p.state, p.content_hash, p.interface_id,
      (select jsonb_agg(k.kind || ':' || k.value order by k.kind, k.value) from property_keys k where k.property_id = p.id) as keys
    from properties p where p.origin_site_id = 0 and p.provider_id = ${providerId} order by p.id`);
  const hash = createHash('sha256');
  const properties = new Map<string, StockProperty>();
  const keys = new Map<string, string>();
  const breathe = createBreather();
  for (const row of rows) {
    await breathe();
    properties.set(row.id, {
      id: row.id,
      state: row.state,
      contentHash: row.content_hash,
      interfaceId: row.interface_id,
    });
    for (const key of row.keys ?? []) keys.set(key, row.id);
    hash.update(JSON.stringify([row.id, row.state, row.content_hash, row.interface_id, row.keys]));
  }
  return { properties, keys, fingerprint: hash.digest('hex') };
}

/** Until the transaction's end no other one changes this provider's properties. */
export async function lockProvider(tx: Tx, providerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`properties ${providerId}`}, 0))`);
}
