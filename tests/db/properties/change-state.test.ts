import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restoreProperty, setPublished, trashProperty } from '@/lib/properties/change-state';
import { getProperty } from '@/lib/properties/get';
import { listProperties } from '@/lib/properties/list';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { element, propertyXml, providerXml, textElement, transferXml } from '../../support/openimmo';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

const listing = (number: number, released: boolean, city = 'Lübeck') =>
  propertyXml({
    obid: `O-${number}`,
    external: `E-${number}`,
    title: `Haus ${number}`,
    sections: [
      element('geo', {}, textElement('plz', '23562'), textElement('ort', city), textElement('strasse', 'Geheimweg')),
      element('preise', {}, textElement('kaufpreis', '1.250.000,00')),
      element('kontaktperson', {}, textElement('name', 'Lüders'), textElement('email_direkt', 'l@hafen.example')),
      element('verwaltung_objekt', {}, textElement('objektadresse_freigeben', String(released))),
    ],
  });

async function importListings(count = 2): Promise<string[]> {
  const listings = Array.from({ length: count }, (_, index) =>
    listing(index + 1, index === 0, index === 0 ? 'Lübeck' : 'Kiel'),
  );
  await site.deliver('a.xml', transferXml([providerXml(listings)], { scope: 'TEIL' }));
  await site.run();
  const { rows } = await listProperties(site.db, {});
  return rows.toSorted((a, b) => (a.title ?? '').localeCompare(b.title ?? '')).map((row) => row.id);
}

describe('a property', () => {
  it('is shown with contact, provider and the delivery it came from', async () => {
    const [id] = await importListings();
    expect(await getProperty(site.db, id ?? '')).toMatchObject({
      title: 'Haus 1',
      price: '1250000.00',
      provider: { name: 'Hafen Immobilien' },
      interfaceName: 'Inbox',
      contact: { lastName: 'Lüders', email: 'l@hafen.example' },
      lastImport: { path: 'a.xml' },
    });
    expect(await getProperty(site.db, 'no-id')).toBeNull();
  });

  it('rule 19: shows its street only where the address is released, and is not found by it', async () => {
    const [open, hidden] = await importListings();
    expect(await getProperty(site.db, open ?? '')).toMatchObject({ street: 'Geheimweg' });
    const shown = await getProperty(site.db, hidden ?? '');
    expect(JSON.stringify(shown)).not.toContain('Geheimweg');
    expect((await listProperties(site.db, { search: 'geheimweg' })).rows).toEqual([]);
  });

  it('goes to the trash and comes back by hand, once each', async () => {
    const [id = ''] = await importListings();
    await trashProperty(site.db, id);
    expect(await getProperty(site.db, id)).toMatchObject({ state: 'trashed' });
    await expect(trashProperty(site.db, id)).rejects.toMatchObject({ code: 'conflict' });
    await restoreProperty(site.db, id);
    expect(await getProperty(site.db, id)).toMatchObject({ state: 'active', removedAt: null });
    await expect(restoreProperty(site.db, id)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('what is on show', () => {
  it('is taken off and put on by hand, once each, and an import leaves that as it is', async () => {
    const [id = ''] = await importListings();
    await setPublished(site.db, id, false);
    expect(await getProperty(site.db, id)).toMatchObject({ published: false });
    await expect(setPublished(site.db, id, false)).rejects.toMatchObject({ code: 'conflict' });
    await site.deliver('b.xml', transferXml([providerXml([listing(1, true, 'Kiel')])], { scope: 'TEIL' }), 5);
    await site.run();
    expect(await getProperty(site.db, id)).toMatchObject({ published: false, city: 'Kiel' });
    await setPublished(site.db, id, true);
    expect(await getProperty(site.db, id)).toMatchObject({ published: true });
  });

  it('is never what is gone', async () => {
    const [id = ''] = await importListings();
    await setPublished(site.db, id, false);
    await trashProperty(site.db, id);
    await expect(setPublished(site.db, id, true)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the list of properties', () => {
  it('is searched by words in any order and pages through all, none twice', async () => {
    await importListings(5);
    expect((await listProperties(site.db, { search: 'kiel E-3' })).rows.map((row) => row.title)).toEqual(['Haus 3']);
    const seen = new Set<string>();
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await listProperties(site.db, { size: 2, cursor: cursor ?? undefined });
      for (const row of page.rows) seen.add(row.id);
      cursor = page.next;
    }
    expect(seen.size).toBe(5);
  });
});
