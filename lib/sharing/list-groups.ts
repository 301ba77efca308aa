import 'server-only';
import { and, asc, eq, exists, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { sharingGroups } from '../db/schema/sharing';

export interface GroupSummary {
  id: string;
  name: string;
  /** Sites that are in it now. */
  sites: number;
  updatedAt: Date;
}

export interface ListGroupsInput {
  /** Only groups that this site is in. */
  siteId?: number;
  cursor?: string | undefined;
  size?: number;
}

const columns = {
  id: sharingGroups.id,
  name: sharingGroups.name,
  sites: sql<number>`(select count(*)::int from sharing_group_sites m
    where m.group_id = "sharing_groups"."id" and m.left_at is null)`,
  updatedAt: sharingGroups.updatedAt,
};

/** Groups by name; on a site those that it is in. */
export async function listGroups(db: Db, { siteId, cursor, size = 50 }: ListGroupsInput): Promise<Page<GroupSummary>> {
  const after = decodeCursor(cursor, 2);
  const conditions: (SQL | undefined)[] = [
    isNull(sharingGroups.deletedAt),
    siteId === undefined
      ? undefined
      : exists(
          db
            .select({ one: sql`1` })
            .from(sql`sharing_group_sites m`)
            .where(sql`m.group_id = ${sharingGroups.id} and m.site_id = ${siteId} and m.left_at is null`),
        ),
    after ? sql`(${sharingGroups.name}, ${sharingGroups.id}) > (${after[0]}, ${after[1]}::uuid)` : undefined,
  ];
  const rows = await db
    .select(columns)
    .from(sharingGroups)
    .where(and(...conditions))
    .orderBy(asc(sharingGroups.name), asc(sharingGroups.id))
    .limit(size + 1);
  return toPage(rows, size, (row) => [row.name, row.id]);
}

/** Null: there is none of that id, or no longer. */
export async function getGroup(db: Db, id: string): Promise<GroupSummary | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return null;
  const [group] = await db
    .select(columns)
    .from(sharingGroups)
    .where(and(eq(sharingGroups.id, id), isNull(sharingGroups.deletedAt)));
  return group ?? null;
}
