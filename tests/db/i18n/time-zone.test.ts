import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_TIME_ZONE, isTimeZone, listTimeZones, readTimeZone, saveTimeZone } from '@/lib/i18n/time-zone';
import { createUser } from '@/lib/users/create';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('the installation has the time zone that was chosen last, and one to begin with', async () => {
  const { db } = database;
  const { id } = await createUser(db, { email: 'ada@example.org', password: 'a long password 1', role: 'admin' });
  expect(await readTimeZone(db)).toBe(DEFAULT_TIME_ZONE);
  for (const zone of ['Atlantic/Canary', 'America/Lima']) {
    await saveTimeZone(db, zone, id);
    expect(await readTimeZone(db)).toBe(zone);
  }
});

test('every zone that is offered is one, among them the present one by whatever name', () => {
  const zones = listTimeZones('Europe/Kyiv');
  expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
  expect(zones).toEqual(expect.arrayContaining(['Europe/Berlin', 'UTC', 'Europe/Kyiv']));
  expect(new Set(zones).size).toBe(zones.length);
  expect(isTimeZone('Europe/Nowhere')).toBe(false);
});
