import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancelledError, LeaseLostError } from '@/lib/errors';
import { createImportWork } from '@/lib/interfaces/import-work';
import type { RunDetail } from '@/lib/runs/get';
import type { RunContext, RunWork } from '@/lib/runs/run';
import {
  createImportHarness,
  describeEverything,
  executeClaimed,
  expireLease,
  type ImportHarness,
} from '../../support/import-harness';
import { attachmentXml, element, propertyXml, providerXml, transferXml } from '../../support/openimmo';
import { insertProvider } from '../../support/records';
import { zipOf } from '../../support/zip';

const picture = (text: string) => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from(text)]);
const listing = (number: number, pictures: string[], title = `Haus ${number}`) =>
  propertyXml({
    obid: `O-${number}`,
    external: `E-${number}`,
    title,
    sections: [
      element('kontaktperson', {}, '<name>Lüders</name>', `<email_direkt>p${number % 2}@hafen.example</email_direkt>`),
      element(
        'anhaenge',
        {},
        pictures.map((name) => attachmentXml(name)),
      ),
    ],
  });

/** Two providers, pictures that are shared, changes, a deletion, a warning and a file that is broken. */
async function prepare(site: ImportHarness): Promise<void> {
  await insertProvider(site.db, { number: 'B-200', name: 'Berg Makler' });
  const first = providerXml([listing(1, ['a.jpg', 'b.jpg']), listing(2, ['b.jpg']), listing(3, [])]);
  const second = providerXml([listing(1, ['c.jpg']), listing(4, ['a.jpg'])], { number: 'B-200' });
  const files = ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => ({ name, content: picture(name) }));
  const full = transferXml([first, second], { scope: 'VOLL', timestamp: '2025-03-01T08:00:00' });
  await site.deliver('1.zip', zipOf([{ name: 'openimmo.xml', content: full }, ...files]), 40);
  const gone = propertyXml({ obid: 'O-3', external: 'E-3', action: 'DELETE' });
  const change = transferXml([providerXml([listing(1, ['missing.jpg', 'b.jpg'], 'Neu'), gone])], {
    timestamp: '2025-03-02',
  });
  await site.deliver(
    '2.zip',
    zipOf([
      { name: 'x.xml', content: change },
      { name: 'b.jpg', content: picture('new') },
    ]),
    30,
  );
  await site.deliver('3.xml', full.slice(0, -30), 20);
  await site.deliver('4.xml', transferXml([providerXml([listing(5, [])])], { timestamp: '2025-03-03' }), 10);
}

/** Runs the work until its n-th transaction, and fails there: before it begins or right after it was committed. */
function failAt(turn: number, when: 'before' | 'after', error: Error) {
  let transactions = 0;
  return (context: RunContext, work: RunWork) =>
    work.execute({
      ...context,
      transaction: async (inside) => {
        const current = ++transactions;
        if (current >= turn && !(current === turn && when === 'after')) throw error;
        const result = await context.transaction(inside);
        if (current === turn) throw error;
        return result;
      },
    });
}

describe('an import whose executor dies', () => {
  let undisturbed: string[];
  let counts: RunDetail['counts'];
  let transactions = 0;

  beforeAll(async () => {
    const site = await createImportHarness();
    await prepare(site);
    const run = await site.run({
      disturb: (context, work) => {
        const transaction: RunContext['transaction'] = (inside) => {
          transactions++;
          return context.transaction(inside);
        };
        return work.execute({ ...context, transaction });
      },
    });
    counts = run.counts;
    undisturbed = await describeEverything(site.db);
    await site.close();
  });

  it('has something to lose', () => {
    expect(transactions).toBeGreaterThan(12);
    expect(undisturbed.filter((line) => line.startsWith('property'))).toHaveLength(6);
  });

  it.each(['before', 'after'] as const)(
    'ends the same after it went on, wherever that was: %s each transaction',
    async (when) => {
      for (let turn = 1; turn <= transactions; turn++) {
        const site = await createImportHarness();
        await prepare(site);
        const run = await site.run({ disturb: failAt(turn, when, new LeaseLostError('this run')) });
        expect(run.state).toBe('running');
        await expireLease(site.db, run.id);
        const resumed = await executeClaimed(site.db, createImportWork(site.interfaceId, site.places));
        expect(resumed).toMatchObject({ id: run.id, state: 'problems', counts });
        expect(await describeEverything(site.db), `transaction ${turn}`).toEqual(undisturbed);
        await site.close();
      }
    },
    180_000,
  );
});

describe('an import that is cancelled', () => {
  let site: ImportHarness;
  beforeAll(async () => {
    site = await createImportHarness();
    await prepare(site);
  });
  afterAll(() => site.close());

  it('keeps what was applied, and its delivery waits as before', async () => {
    const run = await site.run({ disturb: failAt(5, 'before', new CancelledError()) });
    expect(run.state).toBe('cancelled');
    const states = [...(await site.deliveries()).values()].map(({ path, state }) => [path, state]);
    expect(states).toEqual([
      ['4.xml', 'new'],
      ['3.xml', 'new'],
      ['2.zip', 'new'],
      ['1.zip', 'new'],
    ]);
    expect((await site.run()).counts).toMatchObject({ deliveries: 4 });
  });
});
