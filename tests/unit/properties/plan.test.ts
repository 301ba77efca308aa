import { describe, expect, it } from 'vitest';
import { planProperties } from '@/lib/properties/plan';
import type { IncomingRecord, PlanInput, Stock, StockProperty } from '@/lib/properties/plan-types';

const HERE = 'interface-here';

function record(seq: number, keys: Partial<IncomingRecord['keys']>, rest: Partial<IncomingRecord> = {}) {
  const all = { obid: null, external: null, internal: null, ...keys };
  return { seq, action: 'upsert' as const, keys: all, contentHash: 'h', line: seq * 10, ...rest };
}

function stockOf(...entries: [Partial<StockProperty> & { id: string }, ...string[]][]): Stock {
  const properties = new Map<string, StockProperty>();
  const keys = new Map<string, string>();
  for (const [property, ...names] of entries) {
    properties.set(property.id, { state: 'active', contentHash: 'h', interfaceId: HERE, ...property });
    for (const name of names) keys.set(name, property.id);
  }
  return { properties, keys };
}

function plan(records: IncomingRecord[], stock: Stock = stockOf(), rest: Partial<PlanInput> = {}) {
  return planProperties({
    records,
    stock,
    interfaceId: HERE,
    recordKey: 'obid',
    full: false,
    fullTransfer: 'withdraw',
    newId: (seq) => `new-${seq}`,
    breathe: async () => undefined,
    ...rest,
  });
}

describe('identity', () => {
  it('rule 8: finds a property by its record key, and by its other keys where that is not known', async () => {
    const stock = stockOf([{ id: 'p' }, 'obid:O', 'external:E']);
    for (const keys of [{ obid: 'O' }, { external: 'E' }, { obid: 'new', external: 'E' }]) {
      expect((await plan([record(0, keys)], stock)).decisions).toEqual([{ kind: 'unchanged', seq: 0, id: 'p' }]);
    }
  });

  it('rule 8: lets a record fail whose keys hit two properties, and counts both as present', async () => {
    const stock = stockOf([{ id: 'p' }, 'obid:O'], [{ id: 'q' }, 'external:E']);
    const planned = await plan([record(0, { obid: 'O', external: 'E' })], stock, { full: true });
    expect(planned).toMatchObject({ decisions: [], failed: 1, absent: 0 });
    expect(planned.notices).toMatchObject([{ code: 'R-key-conflict', outcome: 'failed' }]);
  });

  it('rule 8: takes two records of a delivery with record keys of their own for two properties', async () => {
    const records = [record(0, { obid: 'A', external: 'E' }), record(1, { obid: 'B', external: 'E' })];
    const planned = await plan(records);
    expect(planned.decisions).toMatchObject([{ kind: 'created', seq: 0 }]);
    expect(planned.notices).toMatchObject([{ seq: 1, code: 'R-key-conflict' }]);
  });

  it('rule 9: lets a record without any key, or with one that fits no index, fail', async () => {
    const planned = await plan([record(0, {}), record(1, { obid: 'x'.repeat(600) })]);
    expect(planned.notices.map(({ code }) => code)).toEqual(['R-no-key', 'R-key-too-long']);
  });

  it('rule 8: takes the last of two records for one property, with a warning only where they differ', async () => {
    const same = await plan([record(0, { obid: 'O' }), record(1, { obid: 'O' })]);
    expect(same).toMatchObject({ decisions: [{ kind: 'created', seq: 1 }], notices: [] });
    const different = await plan([record(0, { obid: 'O' }), record(1, { obid: 'O' }, { contentHash: 'other' })]);
    expect(different.decisions).toMatchObject([{ kind: 'created', seq: 1 }]);
    expect(different.notices).toMatchObject([{ seq: 1, code: 'R-duplicate', params: { first: 0, last: 10 } }]);
  });
});

describe('action', () => {
  it.each([
    ['active', 'upsert', 'h', { kind: 'unchanged' }],
    ['active', 'upsert', 'other', { kind: 'updated', state: 'active' }],
    ['reference', 'upsert', 'h', { kind: 'updated', state: 'active' }],
    ['active', 'reference', 'h', { kind: 'updated', state: 'reference' }],
    ['reference', 'reference', 'h', { kind: 'unchanged' }],
    ['withdrawn', 'upsert', 'h', { kind: 'restored', state: 'active' }],
    ['trashed', 'upsert', 'h', { kind: 'restored', state: 'active' }],
    ['trashed', 'reference', 'h', { kind: 'restored', state: 'reference' }],
    ['active', 'delete', 'h', { kind: 'removed', state: 'trashed' }],
    ['withdrawn', 'delete', 'h', { kind: 'removed', state: 'trashed' }],
    ['trashed', 'delete', 'h', { kind: 'unchanged' }],
  ] as const)('on a property that is %s: %s with content %s', async (state, action, contentHash, expected) => {
    const stock = stockOf([{ id: 'p', state }, 'obid:O']);
    expect((await plan([record(0, { obid: 'O' }, { action, contentHash })], stock)).decisions).toMatchObject([
      expected,
    ]);
  });

  it('rule 8: deletes what was changed and then deleted in one delivery, and keeps what was deleted and then changed', async () => {
    const stock = stockOf([{ id: 'p' }, 'obid:O']);
    const change = { contentHash: 'other' };
    const first = [record(0, { obid: 'O' }, change), record(1, { obid: 'O' }, { action: 'delete' })];
    expect((await plan(first, stock)).decisions).toMatchObject([{ kind: 'removed' }]);
    const second = [record(0, { obid: 'O' }, { action: 'delete' }), record(1, { obid: 'O' }, change)];
    expect((await plan(second, stock)).decisions).toMatchObject([{ kind: 'updated' }]);
  });

  it('rule 13: moves a property that came through another interface here, with a warning', async () => {
    const stock = stockOf([{ id: 'p', interfaceId: 'elsewhere' }, 'obid:O']);
    const planned = await plan([record(0, { obid: 'O' })], stock);
    expect(planned.decisions).toMatchObject([{ kind: 'updated', moved: true }]);
    expect(planned.notices).toMatchObject([{ code: 'R-moved', severity: 'warning' }]);
  });
});

describe('rule 13: a full transfer', () => {
  const stock = stockOf(
    [{ id: 'listed' }, 'obid:1'],
    [{ id: 'absent' }, 'obid:2'],
    [{ id: 'reference', state: 'reference' }, 'obid:3'],
    [{ id: 'elsewhere', interfaceId: 'elsewhere' }, 'obid:4'],
    [{ id: 'trashed', state: 'trashed' }, 'obid:5'],
  );
  const listed = record(0, { obid: '1' });

  it.each([
    ['withdraw', [{ kind: 'removed', seq: null, id: 'absent', state: 'withdrawn' }]],
    ['delete', [{ kind: 'removed', seq: null, id: 'absent', state: 'trashed' }]],
    ['ignore', []],
  ] as const)(
    'removes only active properties of this interface that are absent: rule %s',
    async (fullTransfer, expected) => {
      const { decisions } = await plan([listed], stock, { full: true, fullTransfer });
      expect(decisions.filter(({ kind }) => kind === 'removed')).toEqual(expected);
    },
  );

  it('rule 9: removes nothing when a record has no key: it could be any of them', async () => {
    const planned = await plan([listed, record(1, {})], stock, { full: true });
    expect(planned.absent).toBe(0);
    expect(planned.notices).toContainEqual(
      expect.objectContaining({ code: 'P-removals-blocked', params: { records: 1, kept: 1 } }),
    );
  });
});

describe('records that the interface leaves out', () => {
  it('count as present, write nothing, and say so', async () => {
    const stock = stockOf([{ id: 'p' }, 'obid:O'], [{ id: 'q' }, 'obid:Q']);
    const planned = await plan(
      [
        record(0, { obid: 'O' }, { contentHash: 'other', leftOut: true }),
        record(1, { obid: 'new' }, { leftOut: true }),
      ],
      stock,
      { full: true },
    );
    expect(planned).toMatchObject({ decisions: [{ kind: 'removed', id: 'q' }], keys: [], failed: 0, skipped: 2 });
    expect(planned.notices).toMatchObject([
      { seq: 0, code: 'R-no-text', outcome: 'skipped' },
      { seq: 1, code: 'R-no-text', outcome: 'skipped' },
    ]);
  });
});
