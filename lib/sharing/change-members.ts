import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db, Tx } from '../db/client';
import { sharingGroupSites, sharingGroups } from '../db/schema/sharing';
import { sites } from '../db/schema/sync';
import { AppError, NotFoundError } from '../errors';
import { MOST_SITES } from './input';
import { changeSharing } from './lock';

/** Which site's place in which group. */
export interface Membership {
  groupId: string;
  siteId: number;
}

/** (central server) Adds a site; one that is in the group already stays. Throws `group-full`, or NotFoundError. */
export function addSite(db: Db, { groupId, siteId }: Membership): Promise<void> {
  return changeSharing(db, async (tx) => {
    const [site] = await tx.select({ name: sites.name, domain: sites.domain }).from(sites).where(eq(sites.id, siteId));
    if (!site) throw new NotFoundError('site', String(siteId));
    await refuseFullGroup(tx, { groupId, siteId });
    const present = { siteName: site.name, siteDomain: site.domain, leftAt: null };
    await tx
      .insert(sharingGroupSites)
      .values({ id: uuidv7(), groupId, siteId, ...present })
      .onConflictDoUpdate({
        target: [sharingGroupSites.groupId, sharingGroupSites.siteId],
        set: { ...present, updatedAt: sql`now()` },
        setWhere: sql`${sharingGroupSites.leftAt} is not null`,
      });
  });
}

async function refuseFullGroup(tx: Tx, { groupId, siteId }: Membership): Promise<void> {
  const [group] = await tx
    .select({
      others: sql<number>`(select count(*)::int from sharing_group_sites m
        where m.group_id = "sharing_groups"."id" and m.left_at is null and m.site_id <> ${siteId})`,
    })
    .from(sharingGroups)
    .where(and(eq(sharingGroups.id, groupId), isNull(sharingGroups.deletedAt)));
  if (!group) throw new NotFoundError('sharing group', groupId);
  if (group.others >= MOST_SITES) throw new AppError('group-full', { limit: MOST_SITES });
}

/** (central server) Takes a site out; one that has left already stays out. */
export function removeSite(db: Db, { groupId, siteId }: Membership): Promise<void> {
  return changeSharing(db, async (tx) => {
    await tx
      .update(sharingGroupSites)
      .set({ leftAt: sql`now()`, updatedAt: sql`now()` })
      .where(
        and(
          eq(sharingGroupSites.groupId, groupId),
          eq(sharingGroupSites.siteId, siteId),
          isNull(sharingGroupSites.leftAt),
        ),
      );
  });
}
