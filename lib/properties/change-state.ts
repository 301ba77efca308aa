import 'server-only';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import { properties } from '../db/schema/properties';
import { AppError, NotFoundError } from '../errors';
import { bringBackFiles } from './apply-attachments';
import { lockProvider } from './stock';

/**
 * Puts a property of this installation into the trash: 30 days to restore, its files count as unreferenced.
 * Throws NotFoundError, or `conflict` when it is there already.
 */
export function trashProperty(db: Db, id: string): Promise<void> {
  return changeState(db, id, async (tx) => {
    const [row] = await tx
      .update(properties)
      .set({ state: 'trashed', removedAt: sql`now()`, updatedAt: sql`now()` })
      .where(and(eq(properties.id, id), sql`${properties.state} <> 'trashed'`))
      .returning({ id: properties.id });
    return row !== undefined;
  });
}

/** Brings a withdrawn or trashed property back, and its files. Throws NotFoundError, or `conflict` when it is not gone. */
export function restoreProperty(db: Db, id: string): Promise<void> {
  return changeState(db, id, async (tx) => {
    const [row] = await tx
      .update(properties)
      .set({ state: 'active', removedAt: null, updatedAt: sql`now()` })
      .where(and(eq(properties.id, id), inArray(properties.state, ['withdrawn', 'trashed'])))
      .returning({ id: properties.id });
    if (row) await bringBackFiles(tx, [id]);
    return row !== undefined;
  });
}

/** Puts a property on show, or takes it off. Throws NotFoundError, or `conflict` when it is so already, or is gone. */
export function setPublished(db: Db, id: string, published: boolean): Promise<void> {
  return changeState(db, id, async (tx) => {
    const [row] = await tx
      .update(properties)
      .set({ published, updatedAt: sql`now()` })
      .where(
        and(
          eq(properties.id, id),
          eq(properties.published, !published),
          inArray(properties.state, ['active', 'reference']),
        ),
      )
      .returning({ id: properties.id });
    return row !== undefined;
  });
}

/** Under the provider's lock, so that an import that is being applied sees either the old state or the new one. */
async function changeState(db: Db, id: string, change: (tx: Tx) => Promise<boolean>): Promise<void> {
  await db.transaction(async (tx) => {
    const [property] = await tx
      .select({ providerId: properties.providerId, originSiteId: properties.originSiteId })
      .from(properties)
      .where(eq(properties.id, id));
    if (property?.originSiteId !== 0) throw new NotFoundError('property', id);
    await lockProvider(tx, property.providerId);
    if (!(await change(tx))) throw new AppError('conflict', { id });
  });
}
