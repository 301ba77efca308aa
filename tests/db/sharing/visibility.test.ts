import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { properties } from '@/lib/db/schema/properties';
import { createGroup } from '@/lib/sharing/change-group';
import { addSite, removeSite } from '@/lib/sharing/change-members';
import { deleteGroup } from '@/lib/sharing/delete-group';
import { listTwins } from '@/lib/sharing/list-twins';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProvider } from '../../support/records';
import { addSiteWithDomain, insertListing, type Listing, whatIsSeen } from '../../support/sharing';

let central: TestDatabase;
let provider: string;
let hamburg: number;
let munich: number;
let nameless: number;
let stranger: number;
beforeAll(async () => {
  central = await createTestDatabase();
  const { db } = central;
  provider = await insertProvider(db, { number: '0099' });
  hamburg = await addSiteWithDomain(db, 'Hamburg', 'hamburg.example');
  munich = await addSiteWithDomain(db, 'Munich', 'munich.example');
  nameless = await addSiteWithDomain(db, 'Nameless', null);
  stranger = await addSiteWithDomain(db, 'Stranger', 'stranger.example');
  const { id } = await createGroup(db, 'North and south');
  for (const siteId of [hamburg, munich, nameless]) await addSite(db, { groupId: id, siteId });
  const { id: other } = await createGroup(db, 'Others');
  await addSite(db, { groupId: other, siteId: stranger });
});
afterAll(() => central.close());

const ALL = ['property', 'contact', 'attachment'];
type Flags = Partial<Pick<typeof properties.$inferInsert, 'sharedGenerally' | 'sharedWith' | 'notSharedWith'>>;

describe('a listing of Hamburg is seen with contact and attachment', () => {
  test.each<[string, Flags, { munich: boolean; nameless: boolean }]>([
    ['by nobody where flags are missing', {}, { munich: false, nameless: false }],
    ['by the whole group when shared generally', { sharedGenerally: true }, { munich: true, nameless: true }],
    ['by the one that is named', { sharedWith: ['munich.example'] }, { munich: true, nameless: false }],
    ['not by who is not named', { sharedWith: ['other.example'] }, { munich: false, nameless: false }],
    [
      'not by who is excluded, although it is shared generally; and not by a site that could be the excluded one',
      { sharedGenerally: true, notSharedWith: ['munich.example'] },
      { munich: false, nameless: false },
    ],
    [
      'not by who is named and excluded: the negative list wins',
      { sharedWith: ['munich.example'], notSharedWith: ['munich.example'] },
      { munich: false, nameless: false },
    ],
    [
      'by the others when somebody else is excluded',
      { sharedGenerally: true, notSharedWith: ['other.example'] },
      { munich: true, nameless: false },
    ],
  ])('%s', async (_name, flags, seen) => {
    const listing = await insertListing(central.db, hamburg, provider, flags);
    expect(await whatIsSeen(central.db, listing, munich)).toEqual(seen.munich ? ALL : []);
    expect(await whatIsSeen(central.db, listing, nameless)).toEqual(seen.nameless ? ALL : []);
    expect(await whatIsSeen(central.db, listing, stranger), 'outside the group').toEqual([]);
    expect(await whatIsSeen(central.db, listing, hamburg), 'its owner has it').toEqual([]);
  });

  test.each([
    ['withdrawn', { state: 'withdrawn' as const }, []],
    ['trashed', { state: 'trashed' as const }, []],
    ['unpublished', { published: false }, []],
    ['kept as a reference', { state: 'reference' as const }, ALL],
  ])('%s', async (_name, values, seen) => {
    const listing = await insertListing(central.db, hamburg, provider, { sharedGenerally: true, ...values });
    expect(await whatIsSeen(central.db, listing, munich)).toEqual(seen);
  });

  test('a contact is seen as long as one of its listings is', async () => {
    const shared = await insertListing(central.db, hamburg, provider, { sharedGenerally: true });
    const secret = await insertListing(central.db, hamburg, provider);
    const contact: Listing = { ...secret, contactId: shared.contactId };
    await central.db.update(properties).set({ contactId: shared.contactId }).where(eq(properties.id, secret.id));
    expect(await whatIsSeen(central.db, contact, munich)).toEqual(['contact']);
    await central.db.update(properties).set({ sharedGenerally: false }).where(eq(properties.id, shared.id));
    expect(await whatIsSeen(central.db, contact, munich)).toEqual([]);
  });

  test("another site's contact that a listing refers to stays hidden", async () => {
    const secret = await insertListing(central.db, munich, provider);
    const listing = await insertListing(central.db, stranger, provider, { sharedGenerally: true });
    await central.db.update(properties).set({ contactId: secret.contactId }).where(eq(properties.id, listing.id));
    const { id } = await createGroup(central.db, 'with the stranger');
    for (const siteId of [stranger, nameless]) await addSite(central.db, { groupId: id, siteId });
    expect(await whatIsSeen(central.db, { ...listing, contactId: secret.contactId }, nameless)).toEqual([
      'property',
      'attachment',
    ]);
    await deleteGroup(central.db, id);
  });
});

const originsOf = async (site: number) => {
  const rows = await central.db.execute<{ site: number }>(sql`select visible_origins(${site}) as site order by 1`);
  return rows.map((row) => row.site);
};

const groupsSeen = async (site: number) => {
  const [row] = await central.db.execute<{ groups: number; members: number }>(sql`
    select (select count(*)::int from sharing_groups g where group_visible(g, ${site})) as groups,
      (select count(*)::int from sharing_group_sites m where group_site_visible(m, ${site})) as members`);
  return row;
};

describe('leaving a group', () => {
  test('hides at once, and the origins to be asked for stay the same', async () => {
    const { db } = central;
    const [one, two] = [await addSiteWithDomain(db, 'One', 'one.example'), await addSiteWithDomain(db, 'Two', null)];
    const { id: groupId } = await createGroup(db, 'Two of us');
    await addSite(db, { groupId, siteId: one });
    await addSite(db, { groupId, siteId: two });
    const listing = await insertListing(db, one, provider, { sharedGenerally: true });
    expect(await whatIsSeen(db, listing, two)).toEqual(ALL);
    expect(await groupsSeen(two)).toEqual({ groups: 1, members: 2 });

    await removeSite(db, { groupId, siteId: two });

    expect(await whatIsSeen(db, listing, two)).toEqual([]);
    expect(await groupsSeen(two)).toEqual({ groups: 0, members: 0 });
    expect(await groupsSeen(one)).toEqual({ groups: 1, members: 1 });
    expect(await originsOf(two)).toEqual([one]);
    expect(await originsOf(one)).toEqual([two]);

    await addSite(db, { groupId, siteId: two });
    expect(await whatIsSeen(db, listing, two)).toEqual(ALL);

    await deleteGroup(db, groupId);
    expect(await whatIsSeen(db, listing, two)).toEqual([]);
    expect(await groupsSeen(one)).toEqual({ groups: 0, members: 0 });
    expect(await originsOf(two)).toEqual([one]);
  });

  test('changes nothing for sites that share another group', async () => {
    const { db } = central;
    const [one, two] = [await addSiteWithDomain(db, 'Three', null), await addSiteWithDomain(db, 'Four', null)];
    const groups = [await createGroup(db, 'first'), await createGroup(db, 'second')];
    for (const { id: groupId } of groups) {
      for (const siteId of [one, two]) await addSite(db, { groupId, siteId });
    }
    const listing = await insertListing(db, one, provider, { sharedGenerally: true });
    await removeSite(db, { groupId: groups[0]?.id ?? '', siteId: two });
    expect(await whatIsSeen(db, listing, two)).toEqual(ALL);
  });
});

test('two sites that deliver the same listing own one record each, and each names the other as its twin', async () => {
  const { db } = central;
  const mine = await insertListing(db, hamburg, provider, { number: 'TWIN-1' });
  const theirs = await insertListing(db, munich, provider, { number: 'TWIN-1' });
  const other = await insertProvider(db, { number: '0207' });
  await insertListing(db, munich, other, { number: 'TWIN-1' });
  expect(await listTwins(db, mine.id)).toEqual([{ propertyId: theirs.id, originSiteId: munich, siteName: 'Munich' }]);
  expect(await listTwins(db, theirs.id)).toMatchObject([{ propertyId: mine.id, siteName: 'Hamburg' }]);
});
