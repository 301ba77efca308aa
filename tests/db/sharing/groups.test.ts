import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharingGroupSites } from '@/lib/db/schema/sharing';
import { sites } from '@/lib/db/schema/sync';
import { createGroup, renameGroup } from '@/lib/sharing/change-group';
import { addSite, removeSite } from '@/lib/sharing/change-members';
import { deleteGroup } from '@/lib/sharing/delete-group';
import { getGroup, listGroups } from '@/lib/sharing/list-groups';
import { findSitesToAdd, getMember, listMembers } from '@/lib/sharing/list-members';
import { previewDeletion, previewRemoval } from '@/lib/sharing/preview';
import { setDomain } from '@/lib/sharing/set-domain';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProvider } from '../../support/records';
import { addSiteWithDomain, insertListing } from '../../support/sharing';

let central: TestDatabase;
beforeAll(async () => {
  central = await createTestDatabase();
});
afterAll(() => central.close());

const UNKNOWN = '00000000-0000-7000-8000-000000000000';

describe('groups', () => {
  test('a name is taken once, whatever its case, and free again after its group is deleted', async () => {
    const { db } = central;
    const { id } = await createGroup(db, 'North');
    await expect(createGroup(db, 'north')).rejects.toMatchObject({ code: 'name-taken' });
    const { id: other } = await createGroup(db, 'South');
    await expect(renameGroup(db, other, 'NORTH')).rejects.toMatchObject({ code: 'name-taken' });
    await renameGroup(db, id, 'north');
    await deleteGroup(db, id);
    expect(await getGroup(db, id)).toBeNull();
    await renameGroup(db, other, 'North');
    expect(await getGroup(db, other)).toMatchObject({ name: 'North', sites: 0 });
    await expect(deleteGroup(db, id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(renameGroup(db, UNKNOWN, 'x')).rejects.toMatchObject({ code: 'not-found' });
    await deleteGroup(db, other);
  });

  test('are listed by name, page by page, none twice; also those of one site', async () => {
    const { db } = central;
    const siteId = await addSiteWithDomain(db, 'Kiel', null);
    const ids: string[] = [];
    for (const name of ['e', 'b', 'd', 'a', 'c']) ids.push((await createGroup(db, name)).id);
    await addSite(db, { groupId: ids[2] ?? '', siteId });
    const names: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await listGroups(db, { size: 2, cursor: cursor ?? undefined });
      names.push(...page.rows.map((row) => row.name));
      cursor = page.next;
    }
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect((await listGroups(db, { siteId })).rows).toMatchObject([{ name: 'd', sites: 1 }]);
    await removeSite(db, { groupId: ids[2] ?? '', siteId });
    expect((await listGroups(db, { siteId })).rows).toEqual([]);
  });
});

describe('members', () => {
  test('come with name and domain, which follow the site', async () => {
    const { db } = central;
    const { id: groupId } = await createGroup(db, 'members');
    const one = await addSiteWithDomain(db, 'Lübeck', 'luebeck.example');
    const two = await addSiteWithDomain(db, 'Bremen', null);
    for (const siteId of [one, two]) await addSite(db, { groupId, siteId });
    await setDomain(db, two, 'bremen.example');
    const first = await listMembers(db, groupId, { size: 1 });
    expect(first.rows).toEqual([{ siteId: two, name: 'Bremen', domain: 'bremen.example' }]);
    expect((await listMembers(db, groupId, { size: 1, cursor: first.next ?? '' })).rows).toMatchObject([
      { siteId: one },
    ]);
    expect((await findSitesToAdd(db, groupId, 'example')).map((site) => site.name)).toEqual([]);
    await removeSite(db, { groupId, siteId: one });
    expect((await findSitesToAdd(db, groupId, 'LUEBECK')).map((site) => site.name)).toEqual(['Lübeck']);
    expect(await getMember(db, groupId, one)).toBeNull();
    await expect(addSite(db, { groupId: UNKNOWN, siteId: one })).rejects.toMatchObject({ code: 'not-found' });
    await expect(addSite(db, { groupId, siteId: 999_999 })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a group takes 1,000 sites and no more', async () => {
    const { db } = central;
    const { id: groupId } = await createGroup(db, 'full');
    const rows = Array.from({ length: 1_001 }, (_, n) => ({ name: `Site ${n}`, tokenHash: `hash ${n}` }));
    const added = await db.insert(sites).values(rows).returning({ id: sites.id });
    const [first = 0, ...others] = added.map((row) => row.id);
    const last = others.pop() ?? 0;
    await db.transaction(async (tx) => {
      // Without the triggers, which tell each of them of each other.
      await tx.execute(sql`set local session_replication_role = replica`);
      const member = (siteId: number) => ({ id: uuidv7(), groupId, siteId, siteName: `Site ${siteId}` });
      await tx.insert(sharingGroupSites).values(others.map(member));
    });
    await addSite(db, { groupId, siteId: first });
    await expect(addSite(db, { groupId, siteId: last })).rejects.toMatchObject({ code: 'group-full' });
    await removeSite(db, { groupId, siteId: first });
    await addSite(db, { groupId, siteId: last });
    expect(await getGroup(db, groupId)).toMatchObject({ sites: 1_000 });
    expect(await previewDeletion(db, groupId)).toEqual({ listings: 0, attachments: 0 });
  });

  test('the preview says what becomes invisible, and not what another group still shows', async () => {
    const { db } = central;
    const providerId = await insertProvider(db, { number: '1' });
    const one = await addSiteWithDomain(db, 'P1', 'p1.example');
    const two = await addSiteWithDomain(db, 'P2', 'p2.example');
    const three = await addSiteWithDomain(db, 'P3', 'p3.example');
    const { id: groupId } = await createGroup(db, 'preview');
    for (const siteId of [one, two, three]) await addSite(db, { groupId, siteId });
    await insertListing(db, one, providerId, { sharedGenerally: true });
    await insertListing(db, one, providerId, { sharedWith: ['p2.example'] });
    await insertListing(db, one, providerId, { sharedWith: ['elsewhere.example'] });
    await insertListing(db, two, providerId, { sharedGenerally: true, notSharedWith: ['p1.example'] });
    await insertListing(db, three, providerId, { sharedGenerally: true });
    expect(await previewRemoval(db, { groupId, siteId: one })).toEqual({
      sites: 2,
      ofSite: { listings: 2, attachments: 2 },
      ofOthers: { listings: 1, attachments: 1 },
    });
    expect(await previewDeletion(db, groupId)).toEqual({ listings: 4, attachments: 4 });
    const { id: second } = await createGroup(db, 'preview too');
    for (const siteId of [one, two]) await addSite(db, { groupId: second, siteId });
    expect(await previewRemoval(db, { groupId, siteId: one })).toEqual({
      sites: 1,
      ofSite: { listings: 1, attachments: 1 },
      ofOthers: { listings: 1, attachments: 1 },
    });
  });
});
