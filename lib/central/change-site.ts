import 'server-only';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { sites } from '../db/schema/sync';
import { NotFoundError } from '../errors';

/** (central server) A disabled site is refused until it is enabled again; its records stay. */
export async function setSiteDisabled(db: Db, siteId: number, disabled: boolean): Promise<void> {
  await change(db, siteId, { disabledAt: disabled ? sql`coalesce(${sites.disabledAt}, now())` : null });
}

/** (central server) Lets another installation use the site's token, for example after a move to a new machine. */
export async function releaseInstallation(db: Db, siteId: number): Promise<void> {
  await change(db, siteId, { installationId: null });
}

async function change(
  db: Db,
  siteId: number,
  values: Parameters<ReturnType<typeof db.update<typeof sites>>['set']>[0],
) {
  const [site] = await db.update(sites).set(values).where(eq(sites.id, siteId)).returning({ id: sites.id });
  if (!site) throw new NotFoundError('site', String(siteId));
}
