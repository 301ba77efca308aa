import 'server-only';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { userLinks } from '../../db/schema/user-links';
import { users } from '../../db/schema/users';
import { AppError } from '../../errors';
import { hashPassword, requireLongEnough } from '../password';
import { setPassword } from '../set-password';
import { findLinkById } from './find';

export interface LinkUser {
  id: string;
  sessionEpoch: number;
}

/**
 * Sets the password with an open link, once: of two at the same time one succeeds. All sessions of the user end. Throws
 * `password-too-short`, and `link-not-valid` with the link's state as `reason`.
 */
export async function redeemLink(db: Db, linkId: string, password: string): Promise<LinkUser> {
  requireLongEnough(password);
  const passwordHash = await hashPassword(password);
  const user = await db.transaction(async (tx) => {
    const [taken] = await tx
      .update(userLinks)
      .set({ usedAt: sql`now()` })
      .from(users)
      .where(
        and(
          eq(userLinks.id, linkId),
          isNull(userLinks.usedAt),
          isNull(userLinks.withdrawnAt),
          gt(userLinks.expiresAt, sql`now()`),
          eq(users.id, userLinks.userId),
          isNull(users.disabledAt),
        ),
      )
      .returning({ userId: userLinks.userId });
    return taken ? setPassword(tx, { id: taken.userId }, passwordHash) : null;
  });
  if (user) return user;
  throw new AppError('link-not-valid', { reason: (await findLinkById(db, linkId))?.state ?? 'unknown' });
}
