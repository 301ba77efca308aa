import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planProperties } from '@/lib/properties/plan';
import type { IncomingRecord, PropertyPlan, PropertyState, Stock } from '@/lib/properties/plan-types';

interface Known {
  id: string;
  state: PropertyState;
  contentHash: string;
  interfaceId: string | null;
  keys: Set<string>;
}

interface Transfer {
  full: boolean;
  interfaceId: string;
  records: IncomingRecord[];
}

const key = (letter: string) =>
  fc.option(
    fc.integer({ min: 1, max: 4 }).map((number) => `${letter}${number}`),
    { freq: 4 },
  );
const incoming = fc.record({
  action: fc.constantFrom('upsert' as const, 'upsert' as const, 'delete' as const, 'reference' as const),
  keys: fc.record({ obid: key('O'), external: key('E'), internal: key('I') }),
  contentHash: fc.constantFrom('x', 'y'),
});
const transfers = fc.array(
  fc.record({
    full: fc.boolean(),
    interfaceId: fc.constantFrom('one', 'one', 'two'),
    records: fc
      .array(incoming, { maxLength: 6 })
      .map((records) => records.map((one, seq) => ({ ...one, seq, line: seq }))),
  }),
  { minLength: 1, maxLength: 5 },
);

let created = 0;

function planOn(stock: ReadonlyMap<string, Known>, transfer: Transfer): Promise<PropertyPlan> {
  const { full, interfaceId, records } = transfer;
  const keys = new Map([...stock.values()].flatMap(({ id, keys: own }) => [...own].map((one) => [one, id] as const)));
  const input: Stock = { properties: stock, keys };
  const breathe = async () => undefined;
  const newId = () => `new-${++created}`;
  return planProperties({
    records,
    stock: input,
    interfaceId,
    recordKey: 'obid',
    full,
    fullTransfer: 'withdraw',
    newId,
    breathe,
  });
}

/** What the database does with a plan. */
async function apply(stock: Map<string, Known>, transfer: Transfer): Promise<PropertyPlan> {
  const plan = await planOn(stock, transfer);
  for (const decision of plan.decisions) {
    const known = stock.get(decision.id);
    if (decision.kind === 'removed' && known) known.state = decision.state;
    if (decision.kind === 'removed' || decision.kind === 'unchanged') continue;
    const { contentHash } = transfer.records.find(({ seq }) => seq === decision.seq) as IncomingRecord;
    const { id, state } = decision;
    stock.set(id, { id, state, contentHash, interfaceId: transfer.interfaceId, keys: new Set(known?.keys) });
  }
  for (const { id, kind, value } of plan.keys) stock.get(id)?.keys.add(`${kind}:${value}`);
  return plan;
}

it('decides once for a property, never for two records, and only ever removes what is absent or deleted', async () => {
  await fc.assert(
    fc.asyncProperty(transfers, async (all) => {
      const stock = new Map<string, Known>();
      for (const transfer of all) {
        const before = new Map([...stock].map(([id, known]) => [id, { ...known }]));
        const { decisions, failed, absent } = await apply(stock, transfer);
        expect(new Set(decisions.map(({ id }) => id)).size).toBe(decisions.length);
        expect(failed).toBeLessThanOrEqual(transfer.records.length);
        if (!transfer.full) expect(absent).toBe(0);
        for (const decision of decisions) {
          if (decision.kind !== 'removed' || decision.seq !== null) continue;
          const known = before.get(decision.id);
          expect(known).toMatchObject({ state: 'active', interfaceId: transfer.interfaceId });
          const named = transfer.records.flatMap(({ keys }) =>
            Object.entries(keys).map(([kind, value]) => `${kind}:${value}`),
          );
          expect(named.some((one) => known?.keys.has(one))).toBe(false);
        }
      }
    }),
    { numRuns: 500 },
  );
});

it('changes nothing when the same transfer is applied again', async () => {
  await fc.assert(
    fc.asyncProperty(transfers, async (all) => {
      const stock = new Map<string, Known>();
      for (const transfer of all) await apply(stock, transfer);
      const last = all.at(-1) as Transfer;
      const once = JSON.stringify([...stock].map(([id, { keys, ...rest }]) => [id, rest, [...keys].sort()]));
      await apply(stock, last);
      expect(JSON.stringify([...stock].map(([id, { keys, ...rest }]) => [id, rest, [...keys].sort()]))).toBe(once);
    }),
    { numRuns: 1000 },
  );
});
