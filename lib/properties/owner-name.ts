import 'server-only';
import { sql } from 'drizzle-orm';

/** A column beside `properties`: the owning site's name, on the central server and where it is in a group with this site. */
export const OWNER_NAME = sql<string | null>`case when "properties"."origin_site_id" > 0 then coalesce(
  (select s.name from sites s where s.id = "properties"."origin_site_id"),
  (select m.site_name from sharing_group_sites m where m.site_id = "properties"."origin_site_id" limit 1)) end`;
