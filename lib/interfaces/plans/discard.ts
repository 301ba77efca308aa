import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client';
import { AppError } from '../../errors';
import type { DeliveryState } from '../list-deliveries';
import { closePlans } from './close';
import type { DecidePlansInput } from './confirm';
import { readOpenPlans } from './open-plans';

/**
 * Discards plans as they were shown: the stock stays as it is, and a held delivery with nothing left to decide is done.
 * Throws NotFoundError, `plan-changed`, and `already-running` while the delivery is being imported.
 */
export async function discardPlans(db: Db, input: DecidePlansInput): Promise<{ plans: number }> {
  const { interfaceId, importId, hashes, userId } = input;
  return db.transaction(async (tx) => {
    const { deliveryId, open } = await readOpenPlans(tx, { interfaceId, importId, hashes });
    const [delivery] = await tx.execute<{ state: DeliveryState }>(
      sql`select state from deliveries where id = ${deliveryId} for update`,
    );
    if (delivery?.state === 'running') throw new AppError('already-running', { deliveryId });
    const chosen = open.filter(({ hash }) => hashes.includes(hash));
    const ids = JSON.stringify(chosen.map(({ id }) => id));
    const closed = await closePlans(tx, 'discarded', {
      where: sql`p.id in (select value::uuid from jsonb_array_elements_text(${ids}::text::jsonb))`,
      userId,
    });
    if (closed.length !== chosen.length) throw new AppError('plan-changed', { importId });
    const name = chosen.map(({ providerName }) => providerName).join(', ');
    await releaseDelivery(tx, { deliveryId, importId, name });
    return { plans: closed.length };
  });
}

async function releaseDelivery(
  tx: Tx,
  { deliveryId, importId, name }: { deliveryId: string; importId: string; name: string },
): Promise<void> {
  await tx.execute(sql`
    update deliveries d set state = 'warnings', message_code = 'P-discarded',
      message_params = jsonb_build_object('name', ${name}::text)
    where d.id = ${deliveryId} and d.state = 'held' and d.last_import_id = ${importId}
      and not exists (select 1 from plans p where p.import_id = ${importId} and p.state = 'held')`);
}
