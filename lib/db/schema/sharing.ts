import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment, momentNow } from './columns';

/** Sites that share listings with one another; central data. */
export const sharingGroups = pgTable(
  'sharing_groups',
  {
    id: uuid().primaryKey(),
    originSiteId: integer('origin_site_id').notNull().default(0),
    name: text().notNull(),
    /** (central server) A deleted group keeps its row, so that its members still learn what became invisible. */
    deletedAt: moment('deleted_at'),
    updatedAt: momentNow('updated_at'),
  },
  (table) => [
    uniqueIndex('sharing_groups_name')
      .on(sql`lower(${table.name})`)
      .where(sql`deleted_at is null and origin_site_id = 0`),
    index('sharing_groups_list').on(table.name, table.id),
  ],
);

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
