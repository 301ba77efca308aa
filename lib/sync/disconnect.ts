import 'server-only';
import { eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { settings } from '../db/schema/settings';
import { leaveCentral } from './leave-central';
import { CONNECTION_KEY } from './settings';

/** From now on this site works alone, with its own records. Throws `already-running` during a run. */
export async function disconnectSite(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await leaveCentral(tx);
    await tx.delete(settings).where(eq(settings.key, CONNECTION_KEY));
  });
}
