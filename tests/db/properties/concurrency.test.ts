import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createImportWork } from '@/lib/interfaces/import-work';
import { startImport } from '@/lib/interfaces/start-import';
import { trashProperty } from '@/lib/properties/change-state';
import { listProperties } from '@/lib/properties/list';
import type { RunContext } from '@/lib/runs/run';
import { createImportHarness, executeClaimed, type ImportHarness } from '../../support/import-harness';
import { propertyXml, providerXml, transferXml } from '../../support/openimmo';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

const full = (...numbers: number[]) =>
  transferXml(
    [
      providerXml(
        numbers.map((number) => propertyXml({ obid: `O-${number}`, external: null, title: `Haus ${number}` })),
      ),
    ],
    { scope: 'VOLL' },
  );

it('plans again when the stock changed between planning and applying', async () => {
  await site.deliver('a.xml', full(1, 2, 3), 20);
  await site.run();
  const { rows } = await listProperties(site.db, { search: 'Haus 1' });
  await site.deliver('b.xml', full(1, 2), 10);
  let disturbed = false;
  const run = await site.run({
    disturb: (context, work) => {
      const step: RunContext['step'] = async (key, inside) => {
        if (key === 'apply' && !disturbed) {
          disturbed = true;
          await trashProperty(site.db, rows[0]?.id ?? '');
        }
        return context.step(key, inside);
      };
      return work.execute({ ...context, step });
    },
  });
  expect(disturbed).toBe(true);
  expect(run.counts).toMatchObject({ restored: 1, unchanged: 1, removed: 1 });
});

it('imports the same delivery through two interfaces at once without doubling anything', async () => {
  const other = await site.addInterface({ name: 'Other' });
  await site.deliver('a.xml', full(...Array.from({ length: 60 }, (_, index) => index)));
  const work = async (interfaceId: string) => {
    await startImport(site.db, { interfaceId });
    return executeClaimed(site.db, createImportWork(interfaceId, site.places), (context) =>
      createImportWork(context.run.target, site.places).execute(context),
    );
  };
  const runs = await Promise.all([work(site.interfaceId), work(other)]);
  expect(runs.map((run) => run.error)).toEqual([null, null]);
  const [counted] = await site.db.execute(sql`
    select (select count(*)::int from properties) as properties, (select count(*)::int from property_keys) as keys`);
  expect(counted).toEqual({ properties: 60, keys: 60 });
});
