import 'server-only';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { containing } from '../db/containing';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { sharingGroupSites } from '../db/schema/sharing';

export interface GroupMember {
  siteId: number;
  name: string;
  domain: string | null;
}

/** A group's sites by name. */
export async function listMembers(
  db: Db,
  groupId: string,
  { cursor, size = 50 }: { cursor?: string | undefined; size?: number } = {},
): Promise<Page<GroupMember>> {
  const after = decodeCursor(cursor, 2);
  const rows = await db
    .select({
      siteId: sharingGroupSites.siteId,
      name: sharingGroupSites.siteName,
      domain: sharingGroupSites.siteDomain,
    })
    .from(sharingGroupSites)
    .where(
      and(
        eq(sharingGroupSites.groupId, groupId),
        isNull(sharingGroupSites.leftAt),
        after
          ? sql`(${sharingGroupSites.siteName}, ${sharingGroupSites.siteId}) > (${after[0]}, ${after[1]}::int)`
          : undefined,
      ),
    )
    .orderBy(asc(sharingGroupSites.siteName), asc(sharingGroupSites.siteId))
    .limit(size + 1);
  return toPage(rows, size, (row) => [row.name, String(row.siteId)]);
}

/** Null: the site is not in the group, or no longer. */
export async function getMember(db: Db, groupId: string, siteId: number): Promise<GroupMember | null> {
  const [row] = await db
    .select({
      siteId: sharingGroupSites.siteId,
      name: sharingGroupSites.siteName,
      domain: sharingGroupSites.siteDomain,
    })
    .from(sharingGroupSites)
    .where(
      and(
        eq(sharingGroupSites.groupId, groupId),
        eq(sharingGroupSites.siteId, siteId),
        isNull(sharingGroupSites.leftAt),
      ),
    );
  return row ?? null;
}

/** (central server) Sites that are not in the group and whose name or domain contains what is searched; the first ones. */
export async function findSitesToAdd(db: Db, groupId: string, search: string, most = 20): Promise<GroupMember[]> {
  const pattern = containing(search);
  const rows = await db.execute<{ siteId: number; name: string; domain: string | null }>(sql`
    select s.id as "siteId", s.name, s.domain from sites s
    where (s.name ilike ${pattern} or s.domain ilike ${pattern})
      and not exists (
        select 1 from sharing_group_sites m where m.group_id = ${groupId} and m.site_id = s.id and m.left_at is null)
    order by s.name, s.id limit ${most}`);
  return [...rows];
}
