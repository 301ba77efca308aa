import 'server-only';
import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db, Tx } from '../db/client';
import { sharingGroups } from '../db/schema/sharing';
import { AppError, NotFoundError } from '../errors';
import { changeSharing } from './lock';

/** (central server) A group without sites. Throws `name-taken`. */
export function createGroup(db: Db, name: string): Promise<{ id: string }> {
  return changeSharing(db, async (tx) => {
    const id = uuidv7();
    await refuseTakenName(tx, name, id);
    await tx.insert(sharingGroups).values({ id, name });
    return { id };
  });
}

/** (central server) Throws `name-taken`, or NotFoundError. */
export function renameGroup(db: Db, id: string, name: string): Promise<void> {
  return changeSharing(db, async (tx) => {
    await refuseTakenName(tx, name, id);
    const [group] = await tx
      .update(sharingGroups)
      .set({ name, updatedAt: sql`now()` })
      .where(and(eq(sharingGroups.id, id), isNull(sharingGroups.deletedAt)))
      .returning({ id: sharingGroups.id });
    if (!group) throw new NotFoundError('sharing group', id);
  });
}

async function refuseTakenName(tx: Tx, name: string, id: string): Promise<void> {
  const [other] = await tx
    .select({ id: sharingGroups.id })
    .from(sharingGroups)
    .where(
      and(
        sql`lower(${sharingGroups.name}) = lower(${name})`,
        eq(sharingGroups.originSiteId, 0),
        isNull(sharingGroups.deletedAt),
        ne(sharingGroups.id, id),
      ),
    );
  if (other) throw new AppError('name-taken', { name });
}
