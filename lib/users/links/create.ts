import 'server-only';
import { eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../../db/client';
import { userLinks } from '../../db/schema/user-links';
import { users } from '../../db/schema/users';
import { AppError, NotFoundError } from '../../errors';
import type { LinkKind } from './link';
import { hashLinkToken, makeLinkToken } from './token';
import { withdrawLinks } from './withdraw';

export const LINK_DAYS = 7;

export interface CreatedLink {
  kind: LinkKind;
  /** Answered this once; the database keeps its hash. */
  token: string;
  expiresAt: Date;
}

/**
 * A link with which a user sets a password, whoever holds it; it takes the place of the ones before. The password until now
 * keeps working until then. Throws `not-found`, and `user-disabled` for somebody who may not sign in anyway.
 */
export async function createLink(db: Db, input: { userId: string; createdBy: string | null }): Promise<CreatedLink> {
  const token = makeLinkToken();
  return db.transaction(async (tx) => {
    // Locked: of two links that are made at once, one withdraws the other.
    const [user] = await tx
      .select({ passwordHash: users.passwordHash, oidcSubject: users.oidcSubject, disabledAt: users.disabledAt })
      .from(users)
      .where(eq(users.id, input.userId))
      .for('update');
    if (!user) throw new NotFoundError('user', input.userId);
    if (user.disabledAt) throw new AppError('user-disabled');
    await withdrawLinks(tx, input.userId);
    const kind: LinkKind = user.passwordHash === null && user.oidcSubject === null ? 'invite' : 'reset';
    const [created] = await tx
      .insert(userLinks)
      .values({
        id: uuidv7(),
        userId: input.userId,
        kind,
        tokenHash: hashLinkToken(token),
        createdBy: input.createdBy,
        expiresAt: sql`now() + make_interval(days => ${LINK_DAYS})`,
      })
      .returning({ expiresAt: userLinks.expiresAt });
    if (!created) throw new Error('The link was not made.');
    return { kind, token, expiresAt: created.expiresAt };
  });
}
