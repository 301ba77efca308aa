import 'server-only';
import { sql } from 'drizzle-orm';
import type { Tx } from '../db/client';
import type { ImportJob } from './import-types';
import { closePlans } from './plans/close';

/** A full transfer that was applied makes the plans that are still held for this provider pointless. */
export async function supersedeHeld(tx: Tx, { iface, importId, path }: ImportJob, providerId: string): Promise<void> {
  const discarded = await closePlans(tx, 'discarded', {
    where: sql`p.state = 'held' and p.provider_id = ${providerId} and i.interface_id = ${iface.id} and i.id <> ${importId}`,
  });
  if (discarded.length === 0) return;
  const ids = JSON.stringify(discarded.map((row) => row.import_id));
  await tx.execute(sql`
    update deliveries d set state = 'warnings', message_code = 'P-superseded',
      message_params = jsonb_build_object('path', ${path}::text)
    where d.interface_id = ${iface.id} and d.state = 'held'
      and d.last_import_id::text in (select * from jsonb_array_elements_text(${ids}::text::jsonb))
      and not exists (select 1 from plans p where p.import_id = d.last_import_id and p.state = 'held')`);
}
