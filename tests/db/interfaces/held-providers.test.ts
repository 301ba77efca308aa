import { afterEach, beforeEach, expect, it } from 'vitest';
import { LeaseLostError } from '@/lib/errors';
import { createImportWork } from '@/lib/interfaces/import-work';
import { confirmPlans } from '@/lib/interfaces/plans/confirm';
import { listProperties } from '@/lib/properties/list';
import type { RunContext } from '@/lib/runs/run';
import { day, executeQueued, listing, listings, readHeld } from '../../support/held-plans';
import {
  createImportHarness,
  describeEverything,
  executeClaimed,
  expireLease,
  type ImportHarness,
} from '../../support/import-harness';
import { providerXml, transferXml } from '../../support/openimmo';
import { insertProvider } from '../../support/records';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

const both = transferXml([providerXml([listing(1, 'Erst')]), providerXml(listings(101, 102), { number: 'B-200' })], {
  scope: 'VOLL',
  timestamp: day(5),
});
const prepare = async (on: ImportHarness) => {
  await insertProvider(on.db, { number: 'B-200', name: 'Berg Makler' });
  const stock = providerXml(listings(101, 120), { number: 'B-200' });
  await on.deliver('a.xml', transferXml([stock], { scope: 'VOLL', timestamp: day(1) }), 50);
  await on.deliver('b.xml', both, 40);
  await on.run();
};

it('of two providers the one that is held is applied by its confirmation, and the other one is left alone', async () => {
  await prepare(site);
  await site.deliver(
    'c.xml',
    transferXml([providerXml([listing(1, 'Neuer')])], { scope: 'TEIL', timestamp: day(6) }),
    10,
  );
  await site.run();
  const { shown, decision } = await readHeld(site);
  expect(shown.plans.map(({ providerName, state }) => [providerName, state])).toEqual([
    ['Berg Makler', 'held'],
    ['Hafen Immobilien', 'applied'],
  ]);
  await confirmPlans(site.db, decision);
  expect(await executeQueued(site)).toMatchObject({ state: 'done', counts: { unchanged: 2, removed: 18 } });
  const { rows } = await listProperties(site.db, { search: 'E-1' });
  expect(rows.find(({ externalNumber }) => externalNumber === 'E-1')).toMatchObject({ title: 'Neuer' });
});

it('a confirmation ends the same when its executor dies, wherever that is', async () => {
  const confirmAndDescribe = async (disturb?: (context: RunContext) => RunContext) => {
    const on = await createImportHarness();
    try {
      await prepare(on);
      const { runId } = await confirmPlans(on.db, (await readHeld(on)).decision);
      const work = createImportWork(on.interfaceId, on.places);
      if (disturb) {
        await executeClaimed(on.db, work, (context) => work.execute(disturb(context)));
        await expireLease(on.db, runId);
      }
      const run = await executeQueued(on);
      expect(run).toMatchObject({ id: runId, state: 'done', counts: { removed: 18 } });
      return await describeEverything(on.db);
    } finally {
      await on.close();
    }
  };
  let transactions = 0;
  const undisturbed = await confirmAndDescribe();
  await confirmAndDescribe((context) => ({
    ...context,
    transaction: (inside) => {
      transactions++;
      return context.transaction(inside);
    },
    step: async (key, inside) => {
      if (key === 'apply') throw new LeaseLostError('this run');
      return context.step(key, inside);
    },
  }));
  expect(transactions).toBeGreaterThanOrEqual(2);
  for (let turn = 1; turn <= transactions + 2; turn++) {
    let current = 0;
    const described = await confirmAndDescribe((context) => ({
      ...context,
      transaction: async (inside) => {
        const result = await context.transaction(inside);
        if (++current === turn) throw new LeaseLostError('this run');
        return result;
      },
    }));
    expect(described, `transaction ${turn}`).toEqual(undisturbed);
  }
}, 120_000);
