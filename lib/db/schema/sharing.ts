import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { moment, momentNow } from './columns';

/** Sites that share listings with one another; central data. */
export const sharingGroups = pgTable('sharing_groups', {
  id: uuid().primaryKey(),
  originSiteId: integer('origin_site_id').notNull().default(0),
  name: text().notNull().unique(),
  updatedAt: momentNow('updated_at'),
});

/** A site's place in a group; one that left keeps its row, so that the others still learn what became invisible. */
export const sharingGroupSites = pgTable(
  'sharing_group_sites',
  {
    id: uuid().primaryKey(),
    originSiteId: integer('origin_site_id').notNull().default(0),
    groupId: uuid('group_id')
      .notNull()
      .references(() => sharingGroups.id, { onDelete: 'cascade' }),
    /** The site's number on the central server, its name and its domain there. */
    siteId: integer('site_id').notNull(),
    siteName: text('site_name').notNull(),
    siteDomain: text('site_domain'),
    leftAt: moment('left_at'),
    updatedAt: momentNow('updated_at'),
  },
  (table) => [
    unique('sharing_group_sites_member').on(table.groupId, table.siteId),
    index('sharing_group_sites_site').on(table.siteId, table.groupId),
  ],
);
