import { sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { updateInterface } from '@/lib/interfaces/update';
import { publicationOf } from '@/lib/properties/publication';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { propertyXml, providerXml, transferXml } from '../../support/openimmo';

let site: ImportHarness;
afterEach(() => site.close());

const listing = (number: number, title: string, action = 'CHANGE') =>
  propertyXml({ obid: `O-${number}`, external: `E-${number}`, title, action });
let minutesAgo: number;
const open = async (publishNew: boolean) => {
  minutesAgo = 60;
  site = await createImportHarness({ publishNew });
};
/** Each delivery is newer than the one before. */
const deliver = async (...properties: string[]) => {
  minutesAgo -= 1;
  await site.deliver(`${60 - minutesAgo}.xml`, transferXml([providerXml(properties)]), minutesAgo);
  return site.run();
};
/** As its settings are saved. */
const setRule = (publishNew: boolean) =>
  updateInterface(site.db, site.interfaceId, {
    ...DEFAULT_RULES,
    name: 'Inbox',
    source: { kind: 'directory', path: 'inbox' },
    providerIds: [],
    intervalMinutes: null,
    publishNew,
  });
/** As a person does it, whose word an import is not to change. */
const setPublished = (obid: string, published: boolean) =>
  site.db.execute(sql`update properties set published = ${published} where obid = ${obid}`);
const shown = async () => {
  const rows = await site.db.execute<{ title: string; published: boolean }>(
    sql`select title, published from properties order by obid`,
  );
  return Object.fromEntries(
    rows.map(({ title, published }) => [
      title,
      publicationOf({ published, activeFrom: null, activeUntil: null }, '2026-11-21'),
    ]),
  );
};

it('with "publish new properties" on, a new property is on show at once', async () => {
  await open(true);
  await deliver(listing(1, 'Haus 1'));
  expect(await shown()).toEqual({ 'Haus 1': 'published' });
});

it('with it off, a new property is imported and not on show, and stays so however often it is delivered', async () => {
  await open(false);
  expect(await deliver(listing(1, 'Haus 1'))).toMatchObject({ state: 'done', counts: { created: 1 } });
  expect(await shown()).toEqual({ 'Haus 1': 'unpublished' });
  expect(await deliver(listing(1, 'Haus 1, neu'))).toMatchObject({ counts: { updated: 1 } });
  expect(await shown()).toEqual({ 'Haus 1, neu': 'unpublished' });
});

it('with it off, what a person published stays published through a change, a deletion and its return', async () => {
  await open(false);
  await deliver(listing(1, 'Haus 1'), listing(2, 'Haus 2'));
  await setPublished('O-1', true);
  await deliver(listing(1, 'Haus 1, neu'), listing(2, 'Haus 2, neu'));
  expect(await shown()).toEqual({ 'Haus 1, neu': 'published', 'Haus 2, neu': 'unpublished' });
  await deliver(listing(1, '', 'DELETE'));
  expect(await deliver(listing(1, 'Haus 1, zurück'))).toMatchObject({ counts: { restored: 1 } });
  expect(await shown()).toEqual({ 'Haus 1, zurück': 'published', 'Haus 2, neu': 'unpublished' });
});

it('the setting is about new properties: turned on or off later, it changes none that are there', async () => {
  await open(false);
  await deliver(listing(1, 'Haus 1'));
  await setRule(true);
  await deliver(listing(1, 'Haus 1, neu'), listing(2, 'Haus 2'));
  expect(await shown()).toEqual({ 'Haus 1, neu': 'unpublished', 'Haus 2': 'published' });
  await setRule(false);
  await deliver(listing(1, 'Haus 1'), listing(2, 'Haus 2, neu'), listing(3, 'Haus 3'));
  expect(await shown()).toEqual({ 'Haus 1': 'unpublished', 'Haus 2, neu': 'published', 'Haus 3': 'unpublished' });
});

it('with it on, what a person took off show stays off show', async () => {
  await open(true);
  await deliver(listing(1, 'Haus 1'));
  await setPublished('O-1', false);
  await deliver(listing(1, 'Haus 1, neu'));
  expect(await shown()).toEqual({ 'Haus 1, neu': 'unpublished' });
});
