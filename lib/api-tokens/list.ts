import 'server-only';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { apiTokens } from '../db/schema/api-tokens';
import { interfaces } from '../db/schema/interfaces';
import { users } from '../db/schema/users';

export const TOKEN_STATES = ['active', 'expired', 'revoked'] as const;
export type TokenState = (typeof TOKEN_STATES)[number];

export interface ApiTokenRow {
  id: string;
  name: string;
  scope: 'deliver';
  interfaceId: string | null;
  interfaceName: string | null;
  /** Its first characters, to tell tokens apart. */
  beginning: string;
  state: TokenState;
  createdAt: Date;
  createdBy: string | null;
  /** null: not by itself. */
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const STATE = sql<TokenState>`case when ${apiTokens.revokedAt} is not null then 'revoked'
  when ${apiTokens.expiresAt} <= now() then 'expired' else 'active' end`;

/** Tokens, newest first, those that are worth nothing any more among them. */
export async function listApiTokens(
  db: Db,
  filter: { interfaceId?: string | undefined; state?: TokenState | undefined } = {},
  { cursor, size = 50 }: { cursor?: string | undefined; size?: number } = {},
): Promise<Page<ApiTokenRow>> {
  const after = readPlace(cursor);
  const rows = await selectTokens(db)
    .where(
      and(
        filter.interfaceId ? eq(apiTokens.interfaceId, filter.interfaceId) : undefined,
        filter.state ? sql`${STATE} = ${filter.state}` : undefined,
        after
          ? sql`(${apiTokens.createdAt}, ${apiTokens.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(size + 1);
  return toPage(rows, size, (row) => [row.createdAt.toISOString(), row.id]);
}

export async function getApiToken(db: Db, id: string): Promise<ApiTokenRow | null> {
  const [row] = await selectTokens(db).where(eq(apiTokens.id, id));
  return row ?? null;
}

function selectTokens(db: Db) {
  return db
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      scope: apiTokens.scope,
      interfaceId: apiTokens.interfaceId,
      interfaceName: interfaces.name,
      beginning: apiTokens.beginning,
      state: STATE,
      createdAt: apiTokens.createdAt,
      createdBy: users.name,
      expiresAt: apiTokens.expiresAt,
      lastUsedAt: apiTokens.lastUsedAt,
      revokedAt: apiTokens.revokedAt,
    })
    .from(apiTokens)
    .leftJoin(users, eq(users.id, apiTokens.createdBy))
    .leftJoin(interfaces, eq(interfaces.id, apiTokens.interfaceId));
}

/** A mangled address shows the first page. */
function readPlace(cursor: string | undefined): { at: string; id: string } | null {
  const [at = '', id = ''] = decodeCursor(cursor, 2) ?? [];
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id)
    ? { at, id }
    : null;
}
