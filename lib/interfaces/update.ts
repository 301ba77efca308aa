import 'server-only';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { interfaceProviders, interfaces } from '../db/schema/interfaces';
import { AppError } from '../errors';
import { columnsOf, namingTaken, setProviders } from './create';
import type { InterfaceInput } from './input';
import { requireSecrets } from './keep-secrets';

/** Changes an interface; a run under way keeps the rules it began with. Throws `interface-unknown`, `name-taken`, `source-secret-missing`. */
export async function updateInterface(db: Db, id: string, input: InterfaceInput): Promise<void> {
  await namingTaken(() =>
    db.transaction(async (tx) => {
      const [stored] = await tx
        .select({ source: interfaces.source, secrets: interfaces.secrets })
        .from(interfaces)
        .where(eq(interfaces.id, id))
        .for('update');
      if (!stored) throw new AppError('interface-unknown', { id });
      await tx
        .update(interfaces)
        .set({ ...columnsOf(input), secrets: requireSecrets(stored, input), updatedAt: sql`now()` })
        .where(eq(interfaces.id, id));
      await tx.delete(interfaceProviders).where(eq(interfaceProviders.interfaceId, id));
      await setProviders(tx, id, input.providerIds);
    }),
  );
}

/** Holds the schedule until then; null: it goes on. */
export async function pauseInterface(db: Db, id: string, until: Date | null): Promise<void> {
  const [updated] = await db
    .update(interfaces)
    .set({ pausedUntil: until, updatedAt: sql`now()` })
    .where(eq(interfaces.id, id))
    .returning({ id: interfaces.id });
  if (!updated) throw new AppError('interface-unknown', { id });
}
