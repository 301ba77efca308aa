import 'server-only';
import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { sites } from '../db/schema/sync';
import { AppError, NotFoundError } from '../errors';
import { hashToken } from './authenticate';

export interface RegisteredSite {
  siteId: number;
  /** Shown once; the database keeps its hash. */
  token: string;
}

/** (central server) Makes a site known, with a token of its own. Throws `conflict` when the name is taken. */
export async function registerSite(db: Db, { name }: { name: string }): Promise<RegisteredSite> {
  const token = generateToken();
  const [site] = await db
    .insert(sites)
    .values({ name, tokenHash: hashToken(token) })
    .onConflictDoNothing()
    .returning({ id: sites.id });
  if (!site) throw new AppError('conflict', { field: 'name', value: name });
  return { siteId: site.id, token };
}

/** (central server) Replaces a site's token: the old one is refused from now on, and the new one binds again. */
export async function renewToken(db: Db, siteId: number): Promise<RegisteredSite> {
  const token = generateToken();
  const [site] = await db
    .update(sites)
    .set({ tokenHash: hashToken(token), installationId: null })
    .where(eq(sites.id, siteId))
    .returning({ id: sites.id });
  if (!site) throw new NotFoundError('site', String(siteId));
  return { siteId: site.id, token };
}

function generateToken(): string {
  return `es_${randomBytes(32).toString('base64url')}`;
}
