import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { userLinks } from '../../db/schema/user-links';

/** Links of a user that nobody has used are worth nothing from now on. */
export async function withdrawLinks(db: Db, userId: string): Promise<void> {
  await db
    .update(userLinks)
    .set({ withdrawnAt: sql`now()` })
    .where(and(eq(userLinks.userId, userId), isNull(userLinks.usedAt), isNull(userLinks.withdrawnAt)));
}
