import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { registerSite } from '@/lib/central/register-site';
import type { Db, Tx } from '@/lib/db/client';
import { attachments } from '@/lib/db/schema/attachments';
import { contacts } from '@/lib/db/schema/contacts';
import { properties, propertyKeys } from '@/lib/db/schema/properties';
import { setDomain } from '@/lib/sharing/set-domain';

/** A site of the central server, with a domain of its own. */
export async function addSiteWithDomain(db: Db, name: string, domain: string | null): Promise<number> {
  const { siteId } = await registerSite(db, { name });
  await setDomain(db, siteId, domain);
  return siteId;
}

export interface Listing {
  id: string;
  contactId: string;
  attachmentId: string;
}

type Values = Partial<typeof properties.$inferInsert>;

/** A listing as the central server holds it: with a contact, a key and one attachment. */
export async function insertListing(
  db: Db,
  owner: number,
  providerId: string,
  values: Values & { number?: string } = {},
): Promise<Listing> {
  const listing = { id: uuidv7(), contactId: uuidv7(), attachmentId: uuidv7() };
  const { number = listing.id, ...rest } = values;
  const origin = { originSiteId: owner };
  await writeAs(db, owner, async (tx) => {
    await tx
      .insert(contacts)
      .values({ id: listing.contactId, ...origin, providerId, lastName: number, document: {}, contentHash: number });
    await tx.insert(properties).values({
      id: listing.id,
      ...origin,
      providerId,
      contactId: listing.contactId,
      externalNumber: number,
      state: 'active',
      title: number,
      document: {},
      contentHash: number,
      ...rest,
    });
    await tx
      .insert(propertyKeys)
      .values({ ...origin, providerId, kind: 'external', value: number, propertyId: listing.id });
    await tx
      .insert(attachments)
      .values({ id: listing.attachmentId, ...origin, propertyId: listing.id, position: 1, url: 'https://x.example/1' });
  });
  return listing;
}

/** As the integration of a site's push writes. */
export function writeAs<T>(db: Db, owner: number, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.origin_site', ${String(owner)}, true)`);
    return work(tx);
  });
}

/** What the changelog's inbox noted since it was last asked, as `table id`, each once. */
export async function takeLogged(db: Db): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    with taken as (delete from change_inbox returning *)
    select distinct t.name || ' ' || c.record_id || ' of ' || c.origin_site as line
    from taken c join change_table t on t.id = c.table_id order by 1`);
  return rows.map((row) => row.line);
}

/** The lines of `takeLogged` for a whole listing. */
export function wholeListing(listing: Listing, owner: number): string[] {
  return [
    `attachments ${listing.attachmentId} of ${owner}`,
    `contacts ${listing.contactId} of ${owner}`,
    `properties ${listing.id} of ${owner}`,
  ];
}

/** Which records of a listing a site sees. */
export async function whatIsSeen(db: Db, listing: Listing, site: number): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select 'property' as name from properties p where id = ${listing.id} and property_visible(p, ${site})
    union all select 'contact' from contacts c where id = ${listing.contactId} and contact_visible(c, ${site})
    union all select 'attachment' from attachments a where id = ${listing.attachmentId} and attachment_visible(a, ${site})`);
  return rows.map((row) => row.name);
}
