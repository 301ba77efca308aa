import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { apiTokens } from '../db/schema/api-tokens';
import { NotFoundError } from '../errors';

/** Refuses a token from now on. One that is revoked already stays as it is. Throws NotFoundError for another interface's. */
export async function revokeApiToken(db: Db, { id, interfaceId }: { id: string; interfaceId: string }): Promise<void> {
  const [revoked] = await db
    .update(apiTokens)
    .set({ revokedAt: sql`coalesce(${apiTokens.revokedAt}, now())` })
    .where(and(eq(apiTokens.id, id), eq(apiTokens.interfaceId, interfaceId)))
    .returning({ id: apiTokens.id });
  if (!revoked) throw new NotFoundError('token', id);
}
