import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import type { Membership } from './change-members';

/** Counts go no further; one above it means more. */
export const PREVIEW_CAP = 10_000;

export interface Hidden {
  listings: number;
  attachments: number;
}

export interface LeavingPreview {
  /** Sites with which it shares no other group. */
  sites: number;
  /** What those sites see of it and will no longer. */
  ofSite: Hidden;
  /** What it sees of them and will no longer. */
  ofOthers: Hidden;
}

/** (central server) What becomes invisible when a site leaves a group. */
export async function previewRemoval(db: Db, { groupId, siteId }: Membership): Promise<LeavingPreview> {
  const pairs = onlyTogetherIn(groupId, sql`a.site_id = ${siteId}`);
  const [[row], ofSite, ofOthers] = await Promise.all([
    db.execute<{ n: number }>(sql`select count(*)::int as n from (${pairs}) p`),
    countHidden(db, sql`select one as owner, other as reader from (${pairs}) p`),
    countHidden(db, sql`select other as owner, one as reader from (${pairs}) p`),
  ]);
  return { sites: row?.n ?? 0, ofSite, ofOthers };
}

/** (central server) What becomes invisible somewhere when a group is deleted. */
export function previewDeletion(db: Db, groupId: string): Promise<Hidden> {
  const offers = sql`exists (select 1 from properties p
    where p.origin_site_id = a.site_id and (p.shared_generally or p.shared_with <> '{}'))`;
  return countHidden(db, sql`select one as owner, other as reader from (${onlyTogetherIn(groupId, offers)}) p`);
}

/** Pairs of sites that share this group and no other one. */
function onlyTogetherIn(groupId: string, condition: SQL): SQL {
  const pairs = (group: SQL) => sql`
    select a.site_id as one, b.site_id as other
    from sharing_group_sites a join sharing_group_sites b on b.group_id = a.group_id and b.site_id <> a.site_id
    where ${group} and a.left_at is null and b.left_at is null and ${condition}`;
  return sql`${pairs(sql`a.group_id = ${groupId}`)} except ${pairs(sql`a.group_id <> ${groupId} and a.site_id in (
    select m.site_id from sharing_group_sites m where m.group_id = ${groupId} and m.left_at is null)`)}`;
}

/** Listings of an owner that one of its readers sees, for pairs that will no longer share a group. */
async function countHidden(db: Db, pairs: SQL): Promise<Hidden> {
  const [row] = await db.execute<Hidden & Record<string, unknown>>(sql`
    with owner as materialized (
      select q.owner, array_agg(s.domain) as domains from (${pairs}) q join sites s on s.id = q.reader group by q.owner),
    listing as materialized (
      select p.id from owner o cross join lateral (
        select p.id from properties p
        where p.origin_site_id = o.owner and (p.shared_generally or p.shared_with <> '{}')
          and listing_on_offer(p.state, p.published, p.shared_generally, p.shared_with)
          and listing_in_days(p.active_from, p.active_until)
          and exists (select 1 from unnest(o.domains) d
            where listing_allows(p.shared_generally, p.shared_with, p.not_shared_with, d))
        offset 0) p
      limit ${PREVIEW_CAP + 1})
    select (select count(*)::int from listing) as listings,
      (select count(*)::int from listing l join attachments a on a.property_id = l.id) as attachments`);
  return { listings: row?.listings ?? 0, attachments: row?.attachments ?? 0 };
}
