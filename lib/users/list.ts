import 'server-only';
import { asc } from 'drizzle-orm';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import type { Role } from './role';

export interface ListedUser {
  id: string;
  email: string;
  name: string;
  role: Role;
  disabledAt: Date | null;
  createdAt: Date;
}

/** Everyone who may sign in to this installation, by e-mail address. */
export async function listUsers(db: Db): Promise<ListedUser[]> {
  return db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: users.role,
      disabledAt: users.disabledAt,
      createdAt: users.createdAt,
    })
    .from(users)
    .orderBy(asc(users.email));
}
