import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listProperties } from '@/lib/properties/list';
import { acceptProvider } from '@/lib/providers/parked/accept';
import { acceptArrived } from '@/lib/providers/parked/accept-arrived';
import { dismissProvider } from '@/lib/providers/parked/dismiss';
import { countParkedProviders, listParkedProviders } from '@/lib/providers/parked/list';
import { saveConnection } from '@/lib/sync/settings';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { propertyXml, providerXml, transferXml } from '../../support/openimmo';
import { insertProvider } from '../../support/records';

let site: ImportHarness;
afterEach(() => site.close());

const listing = (number: string, anid?: string) =>
  providerXml([propertyXml({ obid: `O-${number}`, external: `E-${number}`, title: `Haus ${number}` })], {
    number,
    ...(anid !== undefined && { anid }),
  });
const deliver = async (providers: string[], name = '1.xml', minutesAgo = 10) => {
  await site.deliver(name, transferXml(providers), minutesAgo);
  await site.run();
};
const parked = () => listParkedProviders(site.db, site.interfaceId);
const titles = async () => (await listProperties(site.db, {})).rows.map((row) => row.title).sort();
const accept = async () => {
  const [one] = await parked();
  return acceptProvider(site.db, { interfaceId: site.interfaceId, parkedId: one?.id ?? '', userId: null });
};

describe('rule 8 and the interface’s rule for unknown providers', () => {
  beforeEach(async () => {
    site = await createImportHarness({ unknownProvider: 'hold' });
  });

  it('hold: an unknown provider is parked once, with what the delivery says of it; the others are imported', async () => {
    await deliver([listing('A-100'), listing('B-200', 'anid-b')]);
    expect(await titles()).toEqual(['Haus A-100']);
    const expected = {
      number: 'B-200',
      openimmoAnid: 'anid-b',
      path: '1.xml',
      records: 1,
      state: 'waiting',
      known: null,
    };
    expect(await parked()).toMatchObject([expected]);
    await deliver([listing('B-200', 'anid-b')], '2.xml', 5);
    expect(await parked()).toMatchObject([{ ...expected, path: '2.xml' }]);
    expect(await countParkedProviders(site.db)).toEqual(new Map([[site.interfaceId, 1]]));
  });

  it('accepting an unknown one creates it, and what it delivered is offered again, the same bytes too', async () => {
    await deliver([listing('A-100'), listing('B-200', 'anid-b')]);
    expect(await accept()).toBe('accepted');
    expect((await site.deliveries()).get('1.xml')?.state).toBe('changed');
    await site.run();
    expect(await titles()).toEqual(['Haus A-100', 'Haus B-200']);
    expect(await parked()).toMatchObject([{ state: 'accepted', known: { name: expect.any(String) } }]);
    expect(await countParkedProviders(site.db)).toEqual(new Map());
    // Once is enough: a third run has nothing to do.
    expect((await site.run()).counts.deliveries ?? 0).toBe(0);
  });

  it('one that has another provider’s number is refused, and waits as before', async () => {
    await deliver([listing('B-200', 'anid-b')]);
    await insertProvider(site.db, { number: 'B-200', name: 'Another' });
    await site.db.execute(sql`update providers set openimmo_anid = 'anid-x' where number = 'B-200'`);
    await expect(accept()).rejects.toMatchObject({ code: 'provider-taken' });
    expect(await parked()).toMatchObject([{ state: 'waiting' }]);
  });

  it('dismissed stays dismissed, however often it comes; accepting is possible all the same', async () => {
    await deliver([listing('B-200')]);
    const [one] = await parked();
    await dismissProvider(site.db, { interfaceId: site.interfaceId, parkedId: one?.id ?? '', userId: null });
    await deliver([listing('B-200'), listing('A-100')], '2.xml', 5);
    expect(await parked()).toMatchObject([{ state: 'dismissed', path: '2.xml' }]);
    expect(await accept()).toBe('accepted');
  });

  it('nothing is parked for another interface’s page, and an id that is none of it is not found', async () => {
    await deliver([listing('B-200')]);
    const other = await site.addInterface({ name: 'Other' });
    const [one] = await parked();
    const input = { interfaceId: other, parkedId: one?.id ?? '', userId: null };
    await expect(acceptProvider(site.db, input)).rejects.toMatchObject({ code: 'not-found' });
    await expect(dismissProvider(site.db, input)).rejects.toMatchObject({ code: 'not-found' });
    expect(await listParkedProviders(site.db, other)).toEqual([]);
  });

  it('connected: head office has to create it; the acceptance is kept and takes effect when it comes', async () => {
    await deliver([listing('A-100'), listing('B-200')]);
    await saveConnection(site.db, { url: 'http://127.0.0.1:9', siteName: 'Hamburg', token: 'x' });
    expect(await accept()).toBe('awaited');
    expect(await parked()).toMatchObject([{ state: 'awaited' }]);
    expect(await acceptArrived(site.db)).toBe(0);
    expect((await site.deliveries()).get('1.xml')?.state).toBe('warnings');
    await insertProvider(site.db, { number: 'B-200', name: 'Berg Immobilien' });
    expect(await acceptArrived(site.db)).toBe(1);
    expect(await parked()).toMatchObject([{ state: 'accepted', known: { name: 'Berg Immobilien' } }]);
    expect((await site.deliveries()).get('1.xml')?.state).toBe('changed');
    expect(await acceptArrived(site.db)).toBe(0);
  });
});

it('skip: nothing is parked', async () => {
  site = await createImportHarness({ unknownProvider: 'skip' });
  await deliver([listing('A-100'), listing('B-200')]);
  expect(await parked()).toEqual([]);
});

it('a known provider that the interface does not list is added to its list, and to no list where there is none', async () => {
  site = await createImportHarness({ unknownProvider: 'hold' });
  const known = await insertProvider(site.db, { number: 'B-200', name: 'Berg Immobilien' });
  await site.db.execute(sql`
    insert into interface_providers (interface_id, provider_id) values (${site.interfaceId}, ${site.providerId})`);
  await deliver([listing('A-100'), listing('B-200')]);
  expect(await parked()).toMatchObject([{ state: 'waiting', known: { id: known, name: 'Berg Immobilien' } }]);
  expect(await accept()).toBe('accepted');
  await site.run();
  expect(await titles()).toEqual(['Haus A-100', 'Haus B-200']);
  // Taken off the list again, it is parked anew.
  await site.db.execute(sql`delete from interface_providers where provider_id = ${known}`);
  await deliver([listing('B-200')], '2.xml', 1);
  expect(await parked()).toMatchObject([{ state: 'waiting', path: '2.xml' }]);
});
