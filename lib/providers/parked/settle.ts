import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client';

export interface ParkedIds {
  id: string;
  interfaceId: string;
  number: string | null;
  openimmoAnid: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
}

/**
 * An accepted provider is taken from now on: where the interface lists those it accepts it is listed too, and the deliveries
 * that named it are offered again. One transaction.
 */
export async function settle(db: Db | Tx, parked: ParkedIds, providerId: string): Promise<void> {
  const { id, interfaceId, number, openimmoAnid } = parked;
  await db.transaction(async (tx) => {
    const [open] = await tx.execute(sql`
      update parked_providers set settled_at = now() where id = ${id} and decision = 'accepted' and settled_at is null
      returning id`);
    if (!open) return;
    await tx.execute(sql`
      insert into interface_providers (interface_id, provider_id)
      select ${interfaceId}::uuid, ${providerId}::uuid
      where exists (select 1 from interface_providers where interface_id = ${interfaceId})
      on conflict do nothing`);
    // What is said of a refused provider names it by its number, else its id; one that was known, by itself.
    await tx.execute(sql`
      update deliveries d set state = 'changed'
      where d.interface_id = ${interfaceId} and d.state in ('done', 'warnings', 'error') and d.gone_at is null and exists (
        select 1 from imports i join outcomes o on o.import_id = i.id where i.delivery_id = d.id and (
          (o.code = 'P-unknown' and o.params->>'number' = ${number ?? openimmoAnid})
          or (o.code = 'P-not-accepted' and o.record_id = ${providerId}::uuid)))`);
  });
}
