import 'server-only';
import { and, asc, eq, gt, ilike, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { containing } from '../db/containing';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { users } from '../db/schema/users';
import { userColumns, userState } from './columns';
import type { Role } from './role';
import type { UserState } from './user-state';

export interface UserRow {
  id: string;
  email: string;
  name: string;
  role: Role;
  state: UserState;
  createdAt: Date;
  lastSignInAt: Date | null;
  disabledAt: Date | null;
}

export interface SearchUsersInput {
  /** In name or e-mail address. */
  search?: string | undefined;
  role?: Role | undefined;
  state?: UserState | undefined;
  cursor?: string | undefined;
  size?: number;
}

/** A page of users by e-mail address, which is unique. */
export async function searchUsers(db: Db, input: SearchUsersInput): Promise<Page<UserRow>> {
  const size = input.size ?? 50;
  const after = decodeCursor(input.cursor, 1)?.[0];
  const conditions: (SQL | undefined)[] = [
    input.search ? matches(input.search) : undefined,
    input.role && eq(users.role, input.role),
    input.state && sql`${userState} = ${input.state}`,
    after === undefined ? undefined : gt(users.email, after),
  ];
  const rows = await db
    .select(userColumns)
    .from(users)
    .where(and(...conditions))
    .orderBy(asc(users.email))
    .limit(size + 1);
  return toPage(rows, size, (row) => [row.email]);
}

function matches(search: string): SQL | undefined {
  const pattern = containing(search.slice(0, 200));
  return or(ilike(users.name, pattern), ilike(users.email, pattern));
}
