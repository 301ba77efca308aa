import 'server-only';
import { eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import { NotFoundError } from '../errors';
import { keepAnAdmin } from './keep-an-admin';
import type { Role } from './role';

/** An administrator's change of a user; it holds from the user's next request on. Throws `last-admin` and `not-found`. */
export async function changeUser(db: Db, userId: string, { name, role }: { name: string; role: Role }): Promise<void> {
  await db.transaction(async (tx) => {
    if (role !== 'admin') await keepAnAdmin(tx, userId);
    const changed = await tx.update(users).set({ name, role }).where(eq(users.id, userId)).returning({ id: users.id });
    if (changed.length === 0) throw new NotFoundError('user', userId);
  });
}
