import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { properties } from '@/lib/db/schema/properties';
import { listOutcomes } from '@/lib/interfaces/list-outcomes';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { oneProperty, textElement } from '../../support/openimmo';

let site: ImportHarness;
beforeAll(async () => {
  site = await createImportHarness();
});
afterAll(() => site.close());

async function importWith(technical: string[]) {
  await site.deliver('a.xml', oneProperty({ technical }), 10);
  const run = await site.run();
  const [property] = await site.db.select().from(properties).where(eq(properties.obid, 'OBID-1'));
  const { rows } = await listOutcomes(site.db, { runId: run.id, recordId: property?.id ?? '' });
  const { sharedGenerally, sharedWith, notSharedWith } = property ?? {};
  return { flags: { sharedGenerally, sharedWith, notSharedWith }, outcomes: rows };
}

test('a delivery without flags shares nothing; changed flags are a change in the history; gone flags are withdrawn', async () => {
  const first = await importWith([]);
  expect(first.flags).toEqual({ sharedGenerally: false, sharedWith: [], notSharedWith: [] });

  const second = await importWith([
    textElement('weitergabe_generell', '1'),
    textElement('weitergabe_positiv', 'Nord.example; sued.example'),
    textElement('weitergabe_negativ', 'ost.example'),
  ]);
  expect(second.flags).toEqual({
    sharedGenerally: true,
    sharedWith: ['nord.example', 'sued.example'],
    notSharedWith: ['ost.example'],
  });
  expect(second.outcomes).toMatchObject([
    {
      outcome: 'updated',
      changes: {
        shared_generally: [false, true],
        shared_with: [[], ['nord.example', 'sued.example']],
        not_shared_with: [[], ['ost.example']],
      },
    },
  ]);

  const third = await importWith([textElement('weitergabe_positiv', 'nord.example')]);
  expect(third.flags).toEqual({ sharedGenerally: false, sharedWith: ['nord.example'], notSharedWith: [] });
  expect(third.outcomes).toMatchObject([{ outcome: 'updated', changes: { shared_generally: [true, false] } }]);
});
