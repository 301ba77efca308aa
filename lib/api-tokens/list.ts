import 'server-only';
import { desc, eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { apiTokens } from '../db/schema/api-tokens';
import { users } from '../db/schema/users';

export interface ApiTokenRow {
  id: string;
  name: string;
  /** Its first characters, to tell tokens apart. */
  beginning: string;
  createdAt: Date;
  createdBy: string | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const MOST_SHOWN = 100;

/** An interface's tokens, newest first, revoked ones among them. */
export function listApiTokens(db: Db, interfaceId: string): Promise<ApiTokenRow[]> {
  return db
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      beginning: apiTokens.beginning,
      createdAt: apiTokens.createdAt,
      createdBy: users.name,
      lastUsedAt: apiTokens.lastUsedAt,
      revokedAt: apiTokens.revokedAt,
    })
    .from(apiTokens)
    .leftJoin(users, eq(users.id, apiTokens.createdBy))
    .where(eq(apiTokens.interfaceId, interfaceId))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(MOST_SHOWN);
}
