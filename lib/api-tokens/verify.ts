import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { apiTokens } from '../db/schema/api-tokens';
import { AppError } from '../errors';

export interface VerifiedToken {
  id: string;
  name: string;
}

const USED_AT_MOST_EVERY = '1 minute';

/**
 * The token of an `Authorization: Bearer …` header that may deliver to this interface. Throws `token-refused` for every
 * other one alike: none, unknown, another interface's, revoked, expired. Notes when it was used, by the minute.
 */
export async function verifyDeliveryToken(db: Db, header: string | null, interfaceId: string): Promise<VerifiedToken> {
  const given = /^Bearer ([\w-]{20,200})$/.exec(header ?? '')?.[1] ?? '';
  const hash = hashApiToken(given);
  // Found by the hash of what is long and random: what the index tells by its time helps nobody to guess.
  const [token] = await db
    .select({ id: apiTokens.id, name: apiTokens.name, hash: apiTokens.tokenHash, interfaceId: apiTokens.interfaceId })
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.tokenHash, hash),
        eq(apiTokens.scope, 'deliver'),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), sql`${apiTokens.expiresAt} > now()`),
      ),
    );
  const matches = timingSafeEqual(Buffer.from(token?.hash ?? '0'.repeat(64)), Buffer.from(hash));
  if (!token || !matches || token.interfaceId !== interfaceId) throw new AppError('token-refused');
  await db.execute(sql`
    update api_tokens set last_used_at = now()
    where id = ${token.id} and (last_used_at is null or last_used_at < now() - ${USED_AT_MOST_EVERY}::interval)`);
  return { id: token.id, name: token.name };
}

export function hashApiToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
