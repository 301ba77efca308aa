import 'server-only';
import { eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import { NotFoundError } from '../errors';
import { keepAnAdmin } from './keep-an-admin';

/** The next account of the sign-in service with the user's address is bound. Throws `last-admin` as long as it is the only way in. */
export async function releaseOidc(db: Db, userId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [user] = await tx.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, userId));
    if (!user) throw new NotFoundError('user', userId);
    if (user.passwordHash === null) await keepAnAdmin(tx, userId);
    await tx.update(users).set({ oidcSubject: null }).where(eq(users.id, userId));
  });
}
