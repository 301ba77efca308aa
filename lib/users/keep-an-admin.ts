import 'server-only';
import { and, asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import { users } from '../db/schema/users';
import { AppError } from '../errors';
import { canSignIn } from './columns';

const ableAdmins = (db: Db) =>
  db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), canSignIn))
    .orderBy(asc(users.id));

/** Whether nobody else who can sign in is an admin. */
export async function isLastAdmin(db: Db, userId: string): Promise<boolean> {
  const admins = await ableAdmins(db).limit(2);
  return admins.length === 1 && admins[0]?.id === userId;
}

/**
 * Before `userId` is no admin any more: throws `last-admin` if nobody else is one. Locks the admins until the transaction
 * ends, always in the same order, so that two who take the role from each other at once do not both succeed.
 */
export async function keepAnAdmin(tx: Tx, userId: string): Promise<void> {
  const admins = await ableAdmins(tx).for('update');
  if (admins.length === 1 && admins[0]?.id === userId) throw new AppError('last-admin');
}
