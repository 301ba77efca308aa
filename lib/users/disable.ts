import 'server-only';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import { NotFoundError } from '../errors';
import { keepAnAdmin } from './keep-an-admin';
import { withdrawLinks } from './links/withdraw';

/** Refuses a user from the next request on; the sessions and links until now stay worthless also after `enableUser`. */
export async function disableUser(db: Db, userId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await keepAnAdmin(tx, userId);
    const changed = await tx
      .update(users)
      .set({ disabledAt: sql`coalesce(${users.disabledAt}, now())`, sessionEpoch: sql`${users.sessionEpoch} + 1` })
      .where(eq(users.id, userId))
      .returning({ id: users.id });
    if (changed.length === 0) throw new NotFoundError('user', userId);
    await withdrawLinks(tx, userId);
  });
}

export async function enableUser(db: Db, userId: string): Promise<void> {
  const changed = await db
    .update(users)
    .set({ disabledAt: null })
    .where(eq(users.id, userId))
    .returning({ id: users.id });
  if (changed.length === 0) throw new NotFoundError('user', userId);
}
