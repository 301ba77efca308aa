import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImportWork } from '@/lib/interfaces/import-work';
import { confirmPlans } from '@/lib/interfaces/plans/confirm';
import { discardPlans } from '@/lib/interfaces/plans/discard';
import { getPlans } from '@/lib/interfaces/plans/get';
import { listOpenPlans } from '@/lib/interfaces/plans/list';
import { listPlanEntries } from '@/lib/interfaces/plans/list-entries';
import { listProperties } from '@/lib/properties/list';
import type { RunContext } from '@/lib/runs/run';
import { day, executeQueued, listing, listings, readHeld } from '../../support/held-plans';
import { createImportHarness, executeClaimed, type ImportHarness } from '../../support/import-harness';
import { providerXml, transferXml } from '../../support/openimmo';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

const full = (to: number, timestamp: string) =>
  transferXml([providerXml(listings(1, to))], { scope: 'VOLL', timestamp });
const partial = (timestamp: string, ...properties: string[]) =>
  transferXml([providerXml(properties)], { scope: 'TEIL', timestamp });
const held = () => readHeld(site);
const execute = () => executeQueued(site);

/** Twenty properties, and a full transfer with three of them. */
async function hold(): Promise<void> {
  await site.deliver('a.xml', full(20, day(1)), 50);
  await site.run();
  await site.deliver('b.xml', full(3, day(5)), 40);
  await site.run();
}

async function countStates(): Promise<Record<string, number>> {
  const rows = await site.db.execute<{ state: string; n: number }>(
    sql`select state, count(*)::int as n from properties group by 1`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

describe('a delivery that the guard holds', () => {
  it('shows what it would do and why it waits, and blocks nothing', async () => {
    await hold();
    const { shown, decision } = await held();
    expect(shown.plans).toMatchObject([
      {
        state: 'held',
        hold: { code: 'P-removals-held', params: { name: 'Hafen Immobilien', removals: 17, stock: 20 } },
        summary: { unchanged: 3, removed: 17 },
      },
    ]);
    const { rows } = await listPlanEntries(site.db, decision.importId, { kind: 'removed' });
    expect(rows).toHaveLength(17);
    await site.deliver('c.xml', partial(day(6), listing(30)), 10);
    expect(await site.run()).toMatchObject({ state: 'done', counts: { created: 1 } });
    expect(await listOpenPlans(site.db, site.interfaceId)).toMatchObject([{ state: 'held', path: 'b.xml' }]);
  });

  it('is applied as it was shown once somebody confirms it', async () => {
    await hold();
    const { decision } = await held();
    await confirmPlans(site.db, decision);
    expect(await execute()).toMatchObject({ state: 'done', counts: { unchanged: 3, removed: 17 } });
    expect(await countStates()).toEqual({ active: 3, withdrawn: 17 });
    expect((await site.deliveries()).get('b.xml')).toMatchObject({ state: 'done', message: null });
    const decided = await getPlans(site.db, site.interfaceId, decision.importId);
    expect(decided?.plans).toMatchObject([{ state: 'applied', decidedAt: expect.any(Date) }]);
    expect(await site.db.execute(sql`select 1 from plan_entries`)).toHaveLength(0);
    await expect(confirmPlans(site.db, decision)).rejects.toMatchObject({ code: 'plan-changed' });
  });

  it('is shown anew instead when the stock has changed since, and applied when that is confirmed', async () => {
    await hold();
    const { decision } = await held();
    await site.deliver('c.xml', partial(day(4), listing(1, 'Inzwischen neu')), 10);
    await site.run();
    await confirmPlans(site.db, decision);
    expect(await execute()).toMatchObject({ state: 'problems', error: null });
    expect((await countStates()).active).toBe(20);
    expect((await site.deliveries()).get('b.xml')).toMatchObject({
      state: 'held',
      message: { code: 'P-plan-changed' },
    });

    const again = await held();
    expect(again.decision.importId).not.toBe(decision.importId);
    expect(again.shown.plans).toMatchObject([{ state: 'held', hold: { code: 'P-plan-changed' } }]);
    const { rows } = await listPlanEntries(site.db, again.decision.importId, { kind: 'updated' });
    expect(rows).toMatchObject([{ changes: { title: ['Inzwischen neu', 'Haus 1'] } }]);
    expect((await getPlans(site.db, site.interfaceId, decision.importId))?.plans).toMatchObject([
      { state: 'discarded' },
    ]);
    await confirmPlans(site.db, again.decision);
    expect((await execute()).counts).toMatchObject({ updated: 1, removed: 17 });
  });

  it('is shown anew when the stock changes between planning and the lock', async () => {
    await hold();
    const { decision } = await held();
    await confirmPlans(site.db, decision);
    const work = createImportWork(site.interfaceId, site.places);
    const run = await executeClaimed(site.db, work, (context) => {
      const step: RunContext['step'] = async (key, inside) => {
        if (key === 'apply') await site.db.execute(sql`update properties set content_hash = 'x' where obid = 'O-1'`);
        return context.step(key, inside);
      };
      return work.execute({ ...context, step });
    });
    expect(run).toMatchObject({ state: 'problems', error: null });
    expect((await countStates()).active).toBe(20);
    expect((await held()).shown.plans).toMatchObject([{ hold: { code: 'P-plan-changed' } }]);
  });

  it('is not applied when another file lies there: the new one is shown', async () => {
    await hold();
    const { decision } = await held();
    await site.deliver('b.xml', full(2, day(5)), 5);
    await confirmPlans(site.db, decision);
    expect(await execute()).toMatchObject({ state: 'problems', error: null });
    expect((await countStates()).active).toBe(20);
    const again = await held();
    expect(again.shown.plans).toMatchObject([{ hold: { code: 'P-file-changed' }, summary: { removed: 18 } }]);
  });

  it('is done when it is discarded, and the stock is as it was', async () => {
    await hold();
    const before = await listProperties(site.db, {});
    const { decision } = await held();
    expect(await discardPlans(site.db, decision)).toEqual({ plans: 1 });
    expect((await site.deliveries()).get('b.xml')).toMatchObject({
      state: 'warnings',
      message: { code: 'P-discarded', params: { name: 'Hafen Immobilien' } },
    });
    expect(await listProperties(site.db, {})).toEqual(before);
    expect(await site.db.execute(sql`select 1 from plan_entries`)).toHaveLength(0);
    for (const decide of [confirmPlans, discardPlans]) {
      await expect(decide(site.db, decision)).rejects.toMatchObject({ code: 'plan-changed' });
    }
  });

  it('applies nothing when it is discarded while its confirmation waits to run', async () => {
    await hold();
    const { decision } = await held();
    await confirmPlans(site.db, decision);
    await discardPlans(site.db, decision);
    expect(await execute()).toMatchObject({ state: 'done', counts: { deliveries: 1 } });
    expect((await countStates()).active).toBe(20);
    expect((await site.deliveries()).get('b.xml')).toMatchObject({ state: 'warnings', message: { code: 'P-decided' } });
  });

  it('is superseded by a later full transfer of the same provider, and says so', async () => {
    await hold();
    const { decision } = await held();
    await site.deliver('c.xml', full(19, day(7)), 10);
    expect((await site.run()).counts).toMatchObject({ removed: 1 });
    expect((await site.deliveries()).get('b.xml')).toMatchObject({
      state: 'warnings',
      message: { code: 'P-superseded', params: { path: 'c.xml' } },
    });
    const { plans } = (await getPlans(site.db, site.interfaceId, decision.importId)) ?? {};
    expect(plans).toMatchObject([{ state: 'discarded', decidedAt: expect.any(Date), decidedBy: null }]);
    await expect(confirmPlans(site.db, decision)).rejects.toMatchObject({ code: 'plan-changed' });
    expect(await site.db.execute(sql`select 1 from plan_entries`)).toHaveLength(0);
  });

  it('is confirmed by hashes that were shown, of this interface, and not while a run is going', async () => {
    await hold();
    const { decision } = await held();
    const other = await site.addInterface({ name: 'Other' });
    await expect(confirmPlans(site.db, { ...decision, interfaceId: other })).rejects.toMatchObject({
      code: 'not-found',
    });
    for (const hashes of [[], ['0'.repeat(64)], [...decision.hashes, '0'.repeat(64)]]) {
      await expect(confirmPlans(site.db, { ...decision, hashes })).rejects.toMatchObject({ code: 'plan-changed' });
    }
    await confirmPlans(site.db, decision);
    await expect(confirmPlans(site.db, decision)).rejects.toMatchObject({ code: 'already-running' });
  });

  it('stays held when its confirmation is interrupted by an error, and can be confirmed again', async () => {
    await hold();
    const { decision } = await held();
    await confirmPlans(site.db, decision);
    const work = createImportWork(site.interfaceId, site.places);
    await executeClaimed(site.db, work, (context) => {
      const step: RunContext['step'] = async (key, inside) => {
        if (key === 'apply') throw new Error('the power is out');
        return context.step(key, inside);
      };
      return work.execute({ ...context, step });
    });
    expect((await site.deliveries()).get('b.xml')).toMatchObject({ state: 'error' });
    await confirmPlans(site.db, decision);
    expect((await execute()).counts).toMatchObject({ removed: 17 });
  });
});
