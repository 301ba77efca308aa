import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { sharingGroupSites, sharingGroups } from '../db/schema/sharing';
import { NotFoundError } from '../errors';
import { changeSharing } from './lock';

/** (central server) Every site leaves, and the group's name is free again. Throws NotFoundError. */
export function deleteGroup(db: Db, id: string): Promise<void> {
  return changeSharing(db, async (tx) => {
    await tx
      .update(sharingGroupSites)
      .set({ leftAt: sql`now()`, updatedAt: sql`now()` })
      .where(and(eq(sharingGroupSites.groupId, id), isNull(sharingGroupSites.leftAt)));
    const [group] = await tx
      .update(sharingGroups)
      .set({ deletedAt: sql`now()`, updatedAt: sql`now()` })
      .where(and(eq(sharingGroups.id, id), isNull(sharingGroups.deletedAt)))
      .returning({ id: sharingGroups.id });
    if (!group) throw new NotFoundError('sharing group', id);
  });
}
