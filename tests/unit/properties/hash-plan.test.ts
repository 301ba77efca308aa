import { expect, it } from 'vitest';
import { hashPlan } from '@/lib/properties/hash-plan';
import { planProperties } from '@/lib/properties/plan';
import type { IncomingRecord, Stock, StockProperty } from '@/lib/properties/plan-types';

const HERE = 'interface-here';
let created = 0;

function record(seq: number, obid: string, rest: Partial<IncomingRecord> = {}): IncomingRecord {
  const keys = { obid, external: null, internal: null };
  return { seq, action: 'upsert', keys, contentHash: 'h', line: seq, ...rest };
}

function stockOf(...properties: (Partial<StockProperty> & { id: string })[]): Stock {
  const all = properties.map(
    (one): StockProperty => ({ state: 'active', contentHash: 'h', interfaceId: HERE, ...one }),
  );
  return {
    properties: new Map(all.map((one) => [one.id, one])),
    keys: new Map(all.map(({ id }) => [`obid:${id}`, id])),
  };
}

async function hashOf(records: IncomingRecord[], stock: Stock, { publishNew = true } = {}): Promise<string> {
  const newIds = new Map<number, string>();
  const breathe = async () => undefined;
  const newId = (seq: number) => {
    const id = newIds.get(seq) ?? `random-${++created}`;
    newIds.set(seq, id);
    return id;
  };
  const plan = await planProperties({
    records,
    stock,
    interfaceId: HERE,
    recordKey: 'obid',
    full: true,
    fullTransfer: 'withdraw',
    newId,
    breathe,
  });
  return hashPlan({ plan, stock, records, newIds, rules: { publishNew }, breathe });
}

const records = [record(0, 'new'), record(1, 'a', { contentHash: 'other' }), record(2, 'b')];
const stock = stockOf({ id: 'a' }, { id: 'b' }, { id: 'c' });

it('is the same for the same records over the same stock, whatever ids new properties get', async () => {
  expect(await hashOf(records, stock)).toBe(await hashOf(records, stock));
});

it.each([
  ['another content of a new property', [record(0, 'new', { contentHash: 'x' }), ...records.slice(1)], stock],
  ['another content of a known one', [records[0], record(1, 'a', { contentHash: 'x' }), records[2]], stock],
  ['another action', [records[0], record(1, 'a', { contentHash: 'other', action: 'reference' }), records[2]], stock],
  ['another key', [record(0, 'newer'), ...records.slice(1)], stock],
  ['another removal', records, stockOf({ id: 'a' }, { id: 'b' })],
  ['another content before', records, stockOf({ id: 'a', contentHash: 'x' }, { id: 'b' }, { id: 'c' })],
  ['another state before', records, stockOf({ id: 'a', state: 'withdrawn' }, { id: 'b' }, { id: 'c' })],
  ['a record that fails', [...records, record(3, 'x'.repeat(501))], stock],
] as [string, IncomingRecord[], Stock][])('is another one for %s', async (_, others, otherStock) => {
  expect(await hashOf(others, otherStock)).not.toBe(await hashOf(records, stock));
});

it('is another one under rules that write something else', async () => {
  expect(await hashOf(records, stock, { publishNew: false })).not.toBe(await hashOf(records, stock));
});

it('does not change with what the plan leaves alone', async () => {
  const more = stockOf({ id: 'a' }, { id: 'b', contentHash: 'h' }, { id: 'c' }, { id: 'gone', state: 'trashed' });
  expect(await hashOf(records, more)).toBe(await hashOf(records, stock));
});
