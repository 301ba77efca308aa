import 'server-only';
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../db/client';
import { env } from '../env';
import { AppError } from '../errors';
import { acceptVersion } from '../protocol/negotiate';
import { HEADERS, PROTOCOL_VERSIONS } from '../protocol/v1';
import { refusing } from '../records/database-refusal';

export interface CallingSite {
  id: number;
  name: string;
}

/** What a request says about who sends it. */
export interface SiteCredentials {
  tokenHash: string;
  installationId: string;
  software: string;
  mostPerMinute: number;
}

/** Throws `token-refused` without a token, `invalid-input` without an installation, `version-too-old`, `version-too-new`. */
export function readCredentials(headers: Headers): SiteCredentials {
  checkVersion(headers.get(HEADERS.protocol));
  const token = /^Bearer ([\w-]{20,200})$/.exec(headers.get('authorization') ?? '')?.[1];
  if (!token) throw new AppError('token-refused');
  const installation = z.uuid().safeParse(headers.get(HEADERS.installation));
  if (!installation.success) throw new AppError('invalid-input', { header: HEADERS.installation });
  return {
    tokenHash: hashToken(token),
    installationId: installation.data,
    software: (headers.get(HEADERS.software) ?? 'unknown').slice(0, 50),
    mostPerMinute: env().siteRequestsPerMinute,
  };
}

/**
 * Which site calls. Throws `token-refused`, `site-disabled`, `other-installation` (the token is bound to another
 * installation), `rate-limited`, and what reading the credentials throws.
 */
export async function authenticateSite(db: Db, headers: Headers): Promise<CallingSite> {
  const from = readCredentials(headers);
  const [site] = await refusing(() =>
    db.execute<{ id: number; name: string }>(
      sql`select id, name from authenticate_site(${from.tokenHash}, ${from.installationId}::uuid, ${from.software}, ${from.mostPerMinute})`,
    ),
  );
  if (!site) throw new AppError('token-refused');
  return { id: site.id, name: site.name };
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function checkVersion(received: string | null): void {
  const accepted = acceptVersion(received, PROTOCOL_VERSIONS);
  if (typeof accepted === 'number') return;
  const { code, ...details } = accepted;
  throw new AppError(code, details);
}
