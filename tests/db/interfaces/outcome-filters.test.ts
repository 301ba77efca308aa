import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { providers } from '@/lib/db/schema/providers';
import { groupMessages } from '@/lib/interfaces/group-messages';
import { listImports } from '@/lib/interfaces/history';
import { type ListOutcomesInput, listOutcomes } from '@/lib/interfaces/list-outcomes';
import { readSupplierContacts, readSupplierMatters } from '@/lib/interfaces/read-supplier-matters';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { element, propertyXml, providerXml, textElement, transferXml } from '../../support/openimmo';

let site: ImportHarness;
let importId: string;

const listing = (number: number, price: string) =>
  propertyXml({
    obid: `O-${number}`,
    external: `E-${number}`,
    title: `Wohnung ${number}`,
    sections: [element('preise', {}, textElement('kaufpreis', price))],
  });

beforeAll(async () => {
  site = await createImportHarness();
  await site.db.update(providers).set({ email: 'export@hafen.example' });
  const good = Array.from({ length: 4 }, (_, index) => listing(index, '100000'));
  const bad = Array.from({ length: 15 }, (_, index) => listing(100 + index, `viel ${index}`));
  await site.deliver('a.xml', transferXml([providerXml([...good, ...bad, listing(200, '-5')])]));
  await site.run();
  const { rows } = await listImports(site.db, site.interfaceId, {});
  importId = rows[0]?.id ?? '';
});
afterAll(() => site.close());

const list = async (filter: ListOutcomesInput) => (await listOutcomes(site.db, { importId, ...filter })).rows;

describe('the outcomes of an import', () => {
  it('are filtered by outcome, by severity, by code and to problems', async () => {
    expect(await list({ outcome: 'created' })).toHaveLength(20);
    expect(await list({ severity: 'warning' })).toHaveLength(16);
    expect(await list({ code: 'R-number-negative' })).toMatchObject([
      { code: 'R-number-negative', label: 'Wohnung 200' },
    ]);
    expect(await list({ problems: true })).toHaveLength(16);
    expect(await list({ outcome: 'created', severity: 'error' })).toEqual([]);
  });

  it('are paged by key under a filter', async () => {
    const first = await listOutcomes(site.db, { importId, severity: 'warning', size: 10 });
    const second = await listOutcomes(site.db, {
      importId,
      severity: 'warning',
      size: 10,
      cursor: first.next ?? undefined,
    });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([10, 6, null]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(16);
  });

  it('are told once per kind, the most frequent first, with an example', async () => {
    const groups = await groupMessages(site.db, importId);
    expect(groups.map(({ code, severity, count, records }) => [code, severity, count, records])).toEqual([
      ['R-number', 'warning', 15, 15],
      ['R-number-negative', 'warning', 1, 1],
    ]);
    expect(groups[0]).toMatchObject({ element: 'preise/kaufpreis', received: 'viel 0' });
  });
});

describe('what the sender is told', () => {
  it('names line, element and value received of the first places, and counts them all', async () => {
    const [numbers, negative] = await readSupplierMatters(site.db, importId);
    expect(numbers).toMatchObject({ code: 'R-number', count: 15 });
    expect(numbers?.places).toHaveLength(10);
    expect(numbers?.places[0]).toMatchObject({
      label: 'Wohnung 100',
      line: expect.any(Number),
      element: 'preise/kaufpreis',
      received: 'viel 0',
    });
    expect(negative).toMatchObject({ code: 'R-number-negative', count: 1 });
  });

  it('goes to the providers that the delivery was for', async () => {
    expect(await readSupplierContacts(site.db, importId)).toMatchObject([
      { id: site.providerId, email: 'export@hafen.example' },
    ]);
  });
});
