import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { describeModelStock } from '../../support/imported';
import { countOf, SEED, timeoutOf } from '../../support/long';
import { insertProvider } from '../../support/records';
import { type ModelTransfer, modelXml, modelZip, StockModel } from '../../support/transfer-model';

const TRIES = countOf(12, 400);
const KNOWN = ['A-100', 'B-200'];

const record = fc.record({
  number: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 15 }),
  action: fc.constantFrom('CHANGE', 'CHANGE', 'ADD', 'change', 'NEW', '', null, 'DELETE', 'REFERENZ'),
  title: fc.constantFrom('Haus am Kai', 'Wohnung', 'Büro'),
  withExternal: fc.boolean(),
  pictures: fc.constantFrom([], [], ['p1'], ['p2', 'p1']),
});
const transfer = fc.record({
  full: fc.boolean(),
  parts: fc.array(
    fc.record({
      provider: fc.constantFrom('A-100', 'A-100', 'B-200', 'X-999'),
      records: fc.array(record, { maxLength: 7 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  zipped: fc.boolean(),
  iface: fc.constantFrom('one', 'one', 'two'),
});
const history = fc.array(transfer, { minLength: 1, maxLength: 5 });

test(`rules 8 to 14: ${TRIES} random histories of transfers end in the stock that a simple model says, and any delivery a second time changes nothing (seed ${SEED})`, {
  timeout: timeoutOf(240_000),
}, async () => {
  await fc.assert(
    fc.asyncProperty(history, async (transfers) => {
      // The guard has tests of its own; here it holds only what is empty.
      const site = await createImportHarness({ guardMinimum: 100_000 });
      try {
        await replay(site, transfers);
      } finally {
        await site.close();
      }
    }),
    { numRuns: TRIES, seed: SEED },
  );
});

type Delivered = Omit<ModelTransfer, 'timestamp'> & { zipped: boolean; iface: string };

async function replay(site: ImportHarness, transfers: readonly Delivered[]): Promise<void> {
  await insertProvider(site.db, { number: 'B-200', name: 'Berg Makler' });
  const interfaces: Record<string, string> = {
    one: site.interfaceId,
    two: await site.addInterface({ name: 'Two', guardMinimum: 100_000 }),
  };
  const model = new StockModel();
  for (const [index, { zipped, iface, ...rest }] of transfers.entries()) {
    const made: ModelTransfer = { ...rest, timestamp: new Date(Date.UTC(2025, 0, index + 1)).toISOString() };
    const name = `${index}.${zipped ? 'zip' : 'xml'}`;
    await site.deliver(name, zipped ? modelZip(made) : modelXml(made), 60 - index);
    const interfaceId = interfaces[iface] ?? '';
    const run = await site.run({ interfaceId, paths: [name] });
    expect(run.error).toBeNull();
    model.apply(made, iface, KNOWN);
    expect(await describeModelStock(site.db)).toEqual(model.describe());

    const again = await site.run({ interfaceId, paths: [name], force: true });
    expect(again.error).toBeNull();
    expect(again.counts).not.toHaveProperty('created');
    expect(again.counts).not.toHaveProperty('updated');
    expect(again.counts).not.toHaveProperty('restored');
    expect(again.counts).not.toHaveProperty('removed');
    expect(again.counts).not.toHaveProperty('attachments');
    expect(await describeModelStock(site.db)).toEqual(model.describe());
  }
}
