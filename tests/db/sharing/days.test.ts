import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { properties } from '@/lib/db/schema/properties';
import { createGroup } from '@/lib/sharing/change-group';
import { addSite } from '@/lib/sharing/change-members';
import { passDay } from '@/lib/sharing/pass-day';
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
let hamburg: number;
let munich: number;
beforeAll(async () => {
  central = await createTestDatabase();
  const { db } = central;
  provider = await insertProvider(db, { number: '0099' });
  hamburg = await addSiteWithDomain(db, 'Hamburg', 'hamburg.example');
  munich = await addSiteWithDomain(db, 'Munich', 'munich.example');
  const { id: groupId } = await createGroup(db, 'All');
  for (const siteId of [hamburg, munich]) await addSite(db, { groupId, siteId });
});
afterAll(() => central.close());

const ALL = ['property', 'contact', 'attachment'];
const pass = (day: string) => passDay(central.db, day);
const seen = (listing: Listing) => whatIsSeen(central.db, listing, munich);

let listing: Listing;
beforeEach(async () => {
  const { db } = central;
  await db.execute(sql`delete from properties`);
  await db.execute(sql`delete from settings where key = 'listing-day'`);
  await pass('2026-03-01');
  const days = { activeFrom: '2026-03-10', activeUntil: '2026-03-20' };
  listing = await insertListing(db, hamburg, provider, { sharedGenerally: true, ...days });
  await insertListing(db, hamburg, provider, { sharedGenerally: true });
  await takeLogged(db);
});

describe('a listing with days of its own', () => {
  test('is seen on its first and its last day and between them, with contact and attachment', async () => {
    for (const [day, sight] of [
      ...[['2026-03-09', []] as const, ['2026-03-10', ALL] as const, ['2026-03-15', ALL] as const],
      ...[['2026-03-20', ALL] as const, ['2026-03-21', []] as const, ['2026-03-11', ALL] as const],
    ]) {
      await pass(day);
      expect(await seen(listing), day).toEqual(sight);
    }
  });

  test('is logged whole on the day that shows it and on the day after its last one, and else not', async () => {
    const expected = { '2026-03-09': 0, '2026-03-10': 1, '2026-03-20': 0, '2026-03-21': 1, '2026-04-01': 0 };
    for (const [day, listings] of Object.entries(expected)) {
      expect(await pass(day), day).toBe(listings);
      expect(await takeLogged(central.db), day).toEqual(listings ? wholeListing(listing, hamburg) : []);
    }
  });

  test('is logged when its days went by while nobody looked, and when the clock was put back', async () => {
    expect(await pass('2026-05-01')).toBe(1);
    await takeLogged(central.db);
    expect(await pass('2026-03-12')).toBe(1);
    expect(await takeLogged(central.db)).toEqual(wholeListing(listing, hamburg));
    expect(await seen(listing)).toEqual(ALL);
  });

  test('is logged with contact and attachment when its owner gives it other days', async () => {
    const { db } = central;
    await pass('2026-03-15');
    await takeLogged(db);
    await writeAs(db, hamburg, (tx) =>
      tx.update(properties).set({ activeUntil: '2026-03-14' }).where(sql`id = ${listing.id}`),
    );
    expect(await takeLogged(db)).toEqual(wholeListing(listing, hamburg));
    expect(await seen(listing)).toEqual([]);
  });

  test('that nobody may see is not logged', async () => {
    const { db } = central;
    await insertListing(db, hamburg, provider, { activeFrom: '2026-03-02' });
    await takeLogged(db);
    expect(await pass('2026-03-03')).toBe(0);
    expect(await takeLogged(db)).toEqual([]);
  });

  test('is logged once, however many instances see the day change', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => pass('2026-03-10')));
    expect(answers.reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  test('and every other one like it is logged when the first day of all is noted', async () => {
    await central.db.execute(sql`delete from settings where key = 'listing-day'`);
    expect(await pass('2026-03-01')).toBe(1);
    expect(await takeLogged(central.db)).toEqual(wholeListing(listing, hamburg));
  });
});
