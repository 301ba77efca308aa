import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { properties } from '@/lib/db/schema/properties';
import { createGroup } from '@/lib/sharing/change-group';
import { addSite, removeSite } from '@/lib/sharing/change-members';
import { deleteGroup } from '@/lib/sharing/delete-group';
import { setDomain } from '@/lib/sharing/set-domain';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProvider } from '../../support/records';
import {
  addSiteWithDomain,
  insertListing,
  type Listing,
  takeLogged,
  whatIsSeen,
  wholeListing,
  writeAs,
} from '../../support/sharing';

let central: TestDatabase;
let provider: string;
let group: string;
let hamburg: number;
let munich: number;
let berlin: number;
beforeAll(async () => {
  central = await createTestDatabase();
  const { db } = central;
  provider = await insertProvider(db, { number: '0099' });
  hamburg = await addSiteWithDomain(db, 'Hamburg', 'hamburg.example');
  munich = await addSiteWithDomain(db, 'Munich', 'munich.example');
  berlin = await addSiteWithDomain(db, 'Berlin', 'berlin.example');
  group = (await createGroup(db, 'All')).id;
  await addSite(db, { groupId: group, siteId: hamburg });
  await addSite(db, { groupId: group, siteId: munich });
});
afterAll(() => central.close());

let shared: Listing;
let secret: Listing;
let munichs: Listing;
beforeEach(async () => {
  const { db } = central;
  await db.execute(sql`delete from properties`);
  await db.execute(sql`delete from contacts`);
  shared = await insertListing(db, hamburg, provider, { sharedGenerally: true });
  secret = await insertListing(db, hamburg, provider);
  munichs = await insertListing(db, munich, provider, { sharedWith: ['berlin.example'] });
  await takeLogged(db);
});

const change = (listing: Listing, owner: number, values: Partial<typeof properties.$inferInsert>) =>
  writeAs(central.db, owner, (tx) => tx.update(properties).set(values).where(eq(properties.id, listing.id)));

const sorted = (...listings: string[][]) => listings.flat().sort();

describe('a changed listing is logged with its contact and attachments', () => {
  test.each<[string, Partial<typeof properties.$inferInsert>]>([
    ['withdrawn sharing', { sharedGenerally: false }],
    ['an exclusion', { notSharedWith: ['munich.example'] }],
    ['a listing that goes into the trash', { state: 'trashed' }],
    ['a listing that is no longer published', { published: false }],
  ])('%s', async (_name, values) => {
    await change(shared, hamburg, values);
    expect(await takeLogged(central.db)).toEqual(wholeListing(shared, hamburg));
  });

  test('sharing that begins', async () => {
    await change(secret, hamburg, { sharedWith: ['munich.example'] });
    expect(await takeLogged(central.db)).toEqual(wholeListing(secret, hamburg));
  });

  test('and alone where who sees it stays the same', async () => {
    await change(shared, hamburg, { title: 'new', state: 'reference' });
    await change(secret, hamburg, { title: 'new', state: 'trashed' });
    expect(await takeLogged(central.db)).toEqual(
      [`properties ${shared.id} of ${hamburg}`, `properties ${secret.id} of ${hamburg}`].sort(),
    );
  });

  test('and alone where its owner is in no group', async () => {
    const alone = await insertListing(central.db, berlin, provider);
    await takeLogged(central.db);
    await change(alone, berlin, { sharedGenerally: true });
    expect(await takeLogged(central.db)).toEqual([`properties ${alone.id} of ${berlin}`]);
  });

  test('a contact known before is logged when its first listing is shared, when another one takes it, and when the last is deleted', async () => {
    const { db } = central;
    const first = await insertListing(db, hamburg, provider);
    await takeLogged(db);
    await change(shared, hamburg, { contactId: first.contactId });
    expect(await takeLogged(db)).toEqual(
      sorted([...wholeListing(shared, hamburg), `contacts ${first.contactId} of ${hamburg}`]),
    );
    await writeAs(db, hamburg, (tx) => tx.delete(properties).where(eq(properties.id, shared.id)));
    expect(await takeLogged(db)).toContain(`contacts ${first.contactId} of ${hamburg}`);
    await writeAs(db, hamburg, (tx) =>
      tx.execute(sql`insert into properties (id, origin_site_id, provider_id, contact_id, state, document, content_hash, shared_generally)
        values (${shared.id}, ${hamburg}, ${provider}, ${first.contactId}, 'active', '{}', 'x', true)`),
    );
    expect(await takeLogged(db)).toEqual(
      [`contacts ${first.contactId} of ${hamburg}`, `properties ${shared.id} of ${hamburg}`].sort(),
    );
  });
});

const groupLines = async () => {
  const rows = await central.db.execute<{ id: string }>(
    sql`select id from sharing_group_sites where group_id = ${group}`,
  );
  return [`sharing_groups ${group} of 0`, ...rows.map((row) => `sharing_group_sites ${row.id} of 0`)];
};

describe('members', () => {
  test('a site that comes is told what the others offer it, and they what it offers them; what nobody may see is not logged', async () => {
    const { db } = central;
    const berlins = await insertListing(db, berlin, provider, { sharedWith: ['hamburg.example'] });
    const forNobody = await insertListing(db, berlin, provider, { sharedWith: ['elsewhere.example'] });
    await takeLogged(db);

    await addSite(db, { groupId: group, siteId: berlin });

    const expected = sorted(
      wholeListing(shared, hamburg),
      wholeListing(munichs, munich),
      wholeListing(berlins, berlin),
      await groupLines(),
    );
    expect(await takeLogged(db)).toEqual(expected);
    expect(expected.join()).not.toContain(forNobody.id);

    await addSite(db, { groupId: group, siteId: berlin });
    expect(await takeLogged(db), 'a second time changes nothing').toEqual([]);

    await removeSite(db, { groupId: group, siteId: berlin });
    expect(await takeLogged(db)).toEqual(expected);
    await removeSite(db, { groupId: group, siteId: berlin });
    expect(await takeLogged(db)).toEqual([]);
  });

  test('who shares another group is not told again', async () => {
    const { db } = central;
    const { id: second } = await createGroup(db, 'a second one');
    await addSite(db, { groupId: second, siteId: hamburg });
    await takeLogged(db);
    await addSite(db, { groupId: second, siteId: munich });
    expect((await takeLogged(db)).filter((line) => line.startsWith('properties'))).toEqual([]);
    await deleteGroup(db, second);
    expect((await takeLogged(db)).filter((line) => line.startsWith('properties'))).toEqual([]);
  });

  test('a deleted group takes back everything that was seen in it only', async () => {
    const { db } = central;
    const { id } = await createGroup(db, 'short-lived');
    for (const siteId of [munich, berlin]) await addSite(db, { groupId: id, siteId });
    expect(await whatIsSeen(db, munichs, berlin)).toHaveLength(3);
    await takeLogged(db);
    await deleteGroup(db, id);
    const logged = await takeLogged(db);
    expect(logged).toEqual(expect.arrayContaining(wholeListing(munichs, munich)));
    expect(logged.join()).not.toContain(shared.id);
  });
});

describe('a domain', () => {
  test('that changes logs what is seen or hidden by it, and nothing else; the group hears its name', async () => {
    const { db } = central;
    await addSite(db, { groupId: group, siteId: berlin });
    await takeLogged(db);

    await setDomain(db, berlin, 'renamed.example');

    const logged = await takeLogged(db);
    expect(logged.filter((line) => !line.startsWith('sharing'))).toEqual(wholeListing(munichs, munich));
    const [member] = await db.execute(
      sql`select site_domain from sharing_group_sites where group_id = ${group} and site_id = ${berlin}`,
    );
    expect(member).toEqual({ site_domain: 'renamed.example' });
    expect(await whatIsSeen(db, munichs, berlin)).toEqual([]);

    await setDomain(db, berlin, 'berlin.example');
    expect((await takeLogged(db)).filter((line) => !line.startsWith('sharing'))).toEqual(wholeListing(munichs, munich));
    expect(await whatIsSeen(db, munichs, berlin)).toHaveLength(3);
    await removeSite(db, { groupId: group, siteId: berlin });
  });

  test('of another site is refused', async () => {
    await expect(setDomain(central.db, berlin, 'munich.example')).rejects.toMatchObject({ code: 'domain-taken' });
  });
});

test('flags that change while a site is being added are logged by one of the two', async () => {
  const { db } = central;
  const { id } = await createGroup(db, 'race');
  await addSite(db, { groupId: id, siteId: munich });
  for (let round = 0; round < 20; round++) {
    const listing = await insertListing(db, berlin, provider);
    await takeLogged(db);
    await Promise.all([
      change(listing, berlin, { sharedGenerally: true }),
      addSite(db, { groupId: id, siteId: berlin }),
    ]);
    expect(await takeLogged(db)).toEqual(expect.arrayContaining(wholeListing(listing, berlin)));
    await db.execute(sql`delete from sharing_group_sites where group_id = ${id} and site_id = ${berlin}`);
  }
  await deleteGroup(db, id);
});

test('on a site, what comes from the central server logs nothing beside itself', async () => {
  const site = await createTestDatabase();
  const { db } = site;
  const providerId = await insertProvider(db, { number: '1', originSiteId: -1 });
  await writeAs(db, -1, async (tx) => {
    await tx.execute(
      sql`insert into sharing_groups (id, origin_site_id, name) values (${group}, -1, 'All'), (gen_random_uuid(), -1, 'all')`,
    );
    await tx.execute(sql`insert into sharing_group_sites (id, origin_site_id, group_id, site_id, site_name)
      values (gen_random_uuid(), -1, ${group}, ${hamburg}, 'Hamburg'), (gen_random_uuid(), -1, ${group}, ${munich}, 'Munich')`);
  });
  const listing = await insertListing(db, munich, providerId, { sharedGenerally: true });
  await takeLogged(db);
  await writeAs(db, -1, (tx) =>
    tx.update(properties).set({ sharedGenerally: false }).where(eq(properties.id, listing.id)),
  );
  expect(await takeLogged(db)).toEqual([`properties ${listing.id} of -1`]);
  await writeAs(db, -1, (tx) =>
    tx.execute(sql`update sharing_group_sites set left_at = now() where site_id = ${munich}`),
  );
  expect(await takeLogged(db)).toEqual([expect.stringContaining('sharing_group_sites')]);
  await site.close();
});
