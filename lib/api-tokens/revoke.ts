import 'server-only';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { apiTokens } from '../db/schema/api-tokens';
import { NotFoundError } from '../errors';

/** Refuses a token from now on. One that is revoked already stays as it is. Throws NotFoundError. */
export async function revokeApiToken(db: Db, id: string): Promise<void> {
  const [revoked] = await db
    .update(apiTokens)
    .set({ revokedAt: sql`coalesce(${apiTokens.revokedAt}, now())` })
    .where(eq(apiTokens.id, id))
    .returning({ id: apiTokens.id });
  if (!revoked) throw new NotFoundError('token', id);
}
