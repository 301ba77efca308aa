import 'server-only';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import { canSignIn } from './columns';

/** Whether somebody can administer this installation: an invitation that is not accepted yet does not count. */
export async function hasAdmin(db: Db): Promise<boolean> {
  const [admin] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), canSignIn))
    .limit(1);
  return admin !== undefined;
}
