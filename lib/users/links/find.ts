import 'server-only';
import { eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { userLinks } from '../../db/schema/user-links';
import { users } from '../../db/schema/users';
import type { LinkState, UserLink } from './link';
import { hashLinkToken } from './token';

/** null: no link has this token. Found by the hash of what is long and random: the index's time helps nobody to guess. */
export const findLinkByToken = (db: Db, token: string): Promise<UserLink | null> =>
  find(db, eq(userLinks.tokenHash, hashLinkToken(token)));

export const findLinkById = (db: Db, id: string): Promise<UserLink | null> => find(db, eq(userLinks.id, id));

const state = sql<LinkState>`case
  when ${userLinks.usedAt} is not null then 'used'
  when ${userLinks.withdrawnAt} is not null or ${users.disabledAt} is not null then 'withdrawn'
  when ${userLinks.expiresAt} <= now() then 'expired'
  else 'open' end`;

async function find(db: Db, condition: SQL): Promise<UserLink | null> {
  const [row] = await db
    .select({
      id: userLinks.id,
      kind: userLinks.kind,
      state,
      expiresAt: userLinks.expiresAt,
      userId: users.id,
      email: users.email,
      name: users.name,
    })
    .from(userLinks)
    .innerJoin(users, eq(users.id, userLinks.userId))
    .where(condition);
  return row ?? null;
}
