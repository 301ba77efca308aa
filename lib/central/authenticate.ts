import 'server-only';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../db/client';
import { sites } from '../db/schema/sync';
import { AppError } from '../errors';
import { HEADERS, PROTOCOL_VERSION } from '../protocol/v1';
import { hashToken } from './register-site';

export interface CallingSite {
  id: number;
  name: string;
}

/**
 * Which site calls. Throws `token-refused`, `site-disabled`, `other-installation` (the token is bound to another
 * installation), `version-too-old` or `version-too-new` (with min, max, received).
 */
export async function authenticateSite(db: Db, headers: Headers): Promise<CallingSite> {
  checkVersion(headers.get(HEADERS.protocol));
  const token = /^Bearer ([\w-]{20,200})$/.exec(headers.get('authorization') ?? '')?.[1];
  if (!token) throw new AppError('token-refused');
  const [site] = await db
    .select()
    .from(sites)
    .where(eq(sites.tokenHash, hashToken(token)));
  if (!site) throw new AppError('token-refused');
  if (site.disabledAt) throw new AppError('site-disabled', { site: site.name });
  const installation = z.uuid().safeParse(headers.get(HEADERS.installation));
  if (!installation.success) throw new AppError('invalid-input', { header: HEADERS.installation });
  const [bound] = await db
    .update(sites)
    .set({
      installationId: sql`coalesce(${sites.installationId}, ${installation.data}::uuid)`,
      softwareVersion: (headers.get(HEADERS.software) ?? 'unknown').slice(0, 50),
      lastContactAt: sql`now()`,
    })
    .where(
      sql`${sites.id} = ${site.id} and (${sites.installationId} is null or ${sites.installationId} = ${installation.data}::uuid)`,
    )
    .returning({ id: sites.id, name: sites.name });
  if (!bound) throw new AppError('other-installation', { site: site.name });
  return bound;
}

function checkVersion(received: string | null): void {
  const version = Number(received);
  const range = { min: PROTOCOL_VERSION, max: PROTOCOL_VERSION, received: received?.slice(0, 20) ?? null };
  if (!received || !Number.isInteger(version) || version < PROTOCOL_VERSION)
    throw new AppError('version-too-old', range);
  if (version > PROTOCOL_VERSION) throw new AppError('version-too-new', range);
}
