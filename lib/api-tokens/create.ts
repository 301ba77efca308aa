import 'server-only';
import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../db/client';
import { apiTokens } from '../db/schema/api-tokens';
import { hashApiToken } from './verify';

export interface NewApiToken {
  name: string;
  /** The one interface that it may deliver to. */
  interfaceId: string;
  createdBy: string | null;
  /** null: until it is revoked. */
  expiresAt?: Date | null;
}

const SHOWN_CHARACTERS = 8;

/** A token with which a program may deliver to one interface. It is answered this once; the database keeps its hash. */
export async function createApiToken(db: Db, input: NewApiToken): Promise<{ id: string; token: string }> {
  const token = `esd_${randomBytes(32).toString('base64url')}`;
  const id = uuidv7();
  await db.insert(apiTokens).values({
    id,
    name: input.name,
    scope: 'deliver',
    interfaceId: input.interfaceId,
    tokenHash: hashApiToken(token),
    beginning: token.slice(0, SHOWN_CHARACTERS),
    createdBy: input.createdBy,
    expiresAt: input.expiresAt ?? null,
  });
  return { id, token };
}
