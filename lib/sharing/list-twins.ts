import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

export interface Twin {
  propertyId: string;
  /** 0: this installation. */
  originSiteId: number;
  siteName: string | null;
}

const MOST_TWINS = 20;

/** The same listing as other sites deliver it: of the same provider and under one of the same keys. */
export async function listTwins(db: Db, propertyId: string): Promise<Twin[]> {
  const rows = await db.execute<Twin & Record<string, unknown>>(sql`
    with twin as (
      select distinct o.property_id, o.origin_site_id from property_keys k
      join property_keys o on o.provider_id = k.provider_id and o.kind = k.kind and o.value = k.value
        and o.origin_site_id <> k.origin_site_id
      where k.property_id = ${propertyId})
    select t.property_id as "propertyId", t.origin_site_id as "originSiteId", coalesce(s.name, (
      select m.site_name from sharing_group_sites m where m.site_id = t.origin_site_id limit 1)) as "siteName"
    from twin t join properties p on p.id = t.property_id and p.state in ('active', 'reference')
    left join sites s on s.id = t.origin_site_id
    order by "siteName", t.origin_site_id, t.property_id limit ${MOST_TWINS}`);
  return [...rows];
}
