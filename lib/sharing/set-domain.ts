import 'server-only';
import { and, eq, ne } from 'drizzle-orm';
import type { Db } from '../db/client';
import { sites } from '../db/schema/sync';
import { AppError, NotFoundError } from '../errors';
import { changeSharing } from './lock';

/**
 * (central server) What deliveries call this site; null: nothing. Its groups are told by the database. Throws
 * `domain-taken`, or NotFoundError.
 */
export function setDomain(db: Db, siteId: number, domain: string | null): Promise<void> {
  return changeSharing(db, async (tx) => {
    if (domain !== null) {
      const [other] = await tx
        .select({ name: sites.name })
        .from(sites)
        .where(and(eq(sites.domain, domain), ne(sites.id, siteId)));
      if (other) throw new AppError('domain-taken', { domain, site: other.name });
    }
    const [site] = await tx.update(sites).set({ domain }).where(eq(sites.id, siteId)).returning({ id: sites.id });
    if (!site) throw new NotFoundError('site', String(siteId));
  });
}

/** (central server) Null: none, or no such site. */
export async function getDomain(db: Db, siteId: number): Promise<string | null> {
  const [site] = await db.select({ domain: sites.domain }).from(sites).where(eq(sites.id, siteId));
  return site?.domain ?? null;
}
