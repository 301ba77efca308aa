import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listOutcomes } from '@/lib/interfaces/list-outcomes';
import { listProperties } from '@/lib/properties/list';
import { createImportHarness, describeEverything, type ImportHarness } from '../../support/import-harness';
import { oneProperty, propertyXml, providerXml, transferXml } from '../../support/openimmo';

let site: ImportHarness;

beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

const listing = (number: number, title = `Wohnung ${number}`, action = 'CHANGE') =>
  propertyXml({ obid: `O-${number}`, external: `E-${number}`, title, action });
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const full = (from: number, to: number, timestamp = '2025-03-01T08:00:00') =>
  transferXml([providerXml(numbers(from, to).map((number) => listing(number)))], { scope: 'VOLL', timestamp });
const partial = (...properties: string[]) =>
  transferXml([providerXml(properties)], { scope: 'TEIL', timestamp: '2025-03-02T08:00:00' });

async function titlesByState() {
  const { rows } = await listProperties(site.db, { size: 200 });
  const states: Record<string, string[]> = {};
  for (const { state, title } of rows) states[state] = [...(states[state] ?? []), title ?? ''].sort();
  return states;
}

describe('importing a delivery', () => {
  it('creates its properties and says so on the delivery', async () => {
    await site.deliver('a.xml', oneProperty({ title: 'Helle Wohnung' }));
    const run = await site.run();
    expect(run).toMatchObject({ state: 'done', counts: { created: 1, deliveries: 1 } });
    expect(run.steps.map((step) => [step.key, step.state])).toEqual(
      ['fetch', 'read', 'plan', 'attachments', 'apply'].map((key) => [key, 'done']),
    );
    const delivery = (await site.deliveries()).get('a.xml');
    expect(delivery).toMatchObject({ state: 'done', message: null, counts: { created: 1 }, trigger: 'user' });
    expect(delivery?.lastSynchronisedAt).toBeInstanceOf(Date);
    expect(await titlesByState()).toEqual({ active: ['Helle Wohnung'] });
  });

  it('rule 3: changes nothing the second time, by the bytes and, when forced, by the content of each record', async () => {
    await site.deliver('a.xml', full(1, 4));
    await site.run();
    const before = await listProperties(site.db, {});
    const again = await site.run({ paths: ['a.xml'] });
    expect(again).toMatchObject({ state: 'done', counts: { deliveries: 1 } });
    expect((await site.deliveries()).get('a.xml')).toMatchObject({ state: 'done', message: { code: 'F-unchanged' } });
    const forced = await site.run({ paths: ['a.xml'], force: true });
    expect(forced.counts).toEqual({ deliveries: 1, unchanged: 4 });
    expect(await listProperties(site.db, {})).toEqual(before);
  });

  it('keeps the old and the new value of each changed field', async () => {
    await site.deliver('a.xml', partial(listing(1, 'Alt')), 20);
    await site.deliver('b.xml', partial(listing(1, 'Neu')), 10);
    const run = await site.run();
    expect(run.counts).toEqual({ created: 1, updated: 1, deliveries: 2 });
    const { rows } = await listOutcomes(site.db, { runId: run.id });
    expect(rows.map(({ outcome, changes }) => [outcome, changes])).toEqual([
      ['created', null],
      ['updated', { title: ['Alt', 'Neu'] }],
    ]);
  });

  it('leaves alone in a partial transfer what is not listed', async () => {
    await site.deliver('a.xml', full(1, 3), 20);
    await site.deliver('b.xml', partial(listing(2, 'Neu')), 10);
    await site.run();
    expect(await titlesByState()).toEqual({ active: ['Neu', 'Wohnung 1', 'Wohnung 3'] });
  });

  it('rule 13: withdraws in a full transfer what is absent, except references', async () => {
    await site.deliver('a.xml', full(1, 4), 30);
    await site.deliver('b.xml', partial(listing(3, 'Referenz', 'REFERENZ')), 20);
    await site.deliver('c.xml', full(1, 1, '2025-03-03T08:00:00'), 10);
    const run = await site.run();
    expect(run.counts).toMatchObject({ created: 4, updated: 1, removed: 2 });
    expect(await titlesByState()).toEqual({
      active: ['Wohnung 1'],
      reference: ['Referenz'],
      withdrawn: ['Wohnung 2', 'Wohnung 4'],
    });
  });

  it('rules 12 and 14: trashes what is deleted, notes what it does not know, and brings the same record back', async () => {
    await site.deliver('a.xml', full(1, 2), 30);
    await site.run();
    const [before] = (await listProperties(site.db, { search: 'Wohnung 1' })).rows;
    await site.deliver('b.xml', partial(listing(1, '', 'DELETE'), listing(9, '', 'DELETE')), 20);
    const run = await site.run();
    expect(run).toMatchObject({ state: 'done', counts: { removed: 1 } });
    const { rows } = await listOutcomes(site.db, { runId: run.id });
    expect(rows.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['removed', null],
      ['noted', 'R-delete-unknown'],
    ]);
    expect(await titlesByState()).toEqual({ active: ['Wohnung 2'], trashed: ['Wohnung 1'] });
    await site.deliver('c.xml', partial(listing(1)), 10);
    expect((await site.run()).counts).toMatchObject({ restored: 1 });
    const [after] = (await listProperties(site.db, { search: 'Wohnung 1' })).rows;
    expect(after).toMatchObject({ id: before?.id, state: 'active' });
  });

  it('rule 13: holds a full transfer that would remove most of the stock, and applies nothing of it', async () => {
    await site.deliver('a.xml', full(1, 20), 20);
    await site.run();
    const before = await listProperties(site.db, {});
    await site.deliver('b.xml', full(1, 5, '2025-03-03T08:00:00').replace('Wohnung 1<', 'Neu<'), 10);
    expect(await site.run()).toMatchObject({ state: 'problems' });
    expect((await site.deliveries()).get('b.xml')).toMatchObject({
      state: 'held',
      message: { code: 'P-removals-held', params: { name: 'Hafen Immobilien', removals: 15, stock: 20 } },
    });
    expect(await listProperties(site.db, {})).toEqual(before);
  });

  it('rules 4 and 13: holds an empty full transfer, and an older one after a newer partial one', async () => {
    await site.deliver('a.xml', full(1, 2), 30);
    await site.run();
    await site.deliver(
      'empty.xml',
      transferXml([providerXml([])], { scope: 'VOLL', timestamp: '2025-03-03T08:00:00' }),
      20,
    );
    await site.deliver('older.xml', full(1, 3, '2025-02-01T08:00:00'), 10);
    await site.run();
    const deliveries = await site.deliveries();
    expect(deliveries.get('empty.xml')?.message).toMatchObject({ code: 'P-empty-transfer', params: { stock: 2 } });
    expect(deliveries.get('older.xml')?.message).toMatchObject({ code: 'P-older-transfer' });
    expect(await titlesByState()).toEqual({ active: ['Wohnung 1', 'Wohnung 2'] });
  });

  it('rule 10: skips providers that it does not know, and is an error when there is no other', async () => {
    const foreign = providerXml([listing(7)], { number: 'X-1' });
    await site.deliver('both.xml', transferXml([foreign, providerXml([listing(1)])], { scope: 'TEIL' }), 20);
    await site.deliver('only.xml', transferXml([foreign], { scope: 'TEIL' }), 10);
    const run = await site.run();
    expect(run.counts).toMatchObject({ created: 1, skipped: 2 });
    const deliveries = await site.deliveries();
    expect(deliveries.get('both.xml')).toMatchObject({ state: 'warnings', message: { code: 'F-warnings' } });
    expect(deliveries.get('only.xml')).toMatchObject({ state: 'error', message: { code: 'F-nothing-accepted' } });
    expect(await titlesByState()).toEqual({ active: ['Wohnung 1'] });
  });

  it('rule 9: lets a record without a key fail and removes nothing in its transfer', async () => {
    await site.deliver('a.xml', full(1, 3), 20);
    const keyless = propertyXml({ obid: null, external: null });
    const second = transferXml([providerXml([listing(1), keyless])], {
      scope: 'VOLL',
      timestamp: '2025-03-03T08:00:00',
    });
    await site.deliver('b.xml', second, 10);
    expect((await site.run()).counts).toMatchObject({ created: 3, unchanged: 1, failed: 1 });
    expect((await site.deliveries()).get('b.xml')).toMatchObject({
      state: 'warnings',
      message: { code: 'F-failed-records', params: { failed: 1 } },
    });
    expect((await titlesByState()).active).toHaveLength(3);
  });
});

describe('a delivery that cannot be read', () => {
  it.each([
    ['broken.xml', full(1, 2).slice(0, -40), 'F-xml-truncated'],
    ['doctype.xml', full(1, 2).replace('?>', '?><!DOCTYPE openimmo [<!ENTITY a "b">]>'), 'F-xml-doctype'],
    ['other.xml', '<?xml version="1.0"?><rechnung/>', 'F-root'],
    ['cut.zip', Buffer.from('504b0304140000000800', 'hex'), 'F-zip-truncated'],
    ['text.zip', 'just text', 'F-not-openimmo'],
  ])('changes nothing and says why: %s', async (name, content, code) => {
    await site.deliver('before.xml', full(1, 2), 20);
    await site.run();
    const before = await listProperties(site.db, {});
    await site.deliver(name, content, 10);
    await site.deliver('later.xml', partial(listing(3)), 5);
    const run = await site.run();
    expect(run).toMatchObject({ state: 'problems', counts: { created: 1, deliveries: 2 } });
    expect((await site.deliveries()).get(name)).toMatchObject({ state: 'error', message: { code } });
    expect((await listProperties(site.db, {})).rows.slice(1)).toEqual(before.rows);
    expect((await describeEverything(site.db)).filter((line) => line.startsWith('property'))).toHaveLength(3);
  });
});
