import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { interfaces } from '@/lib/db/schema/interfaces';
import { createImportHarness, describeEverything, type ImportHarness } from '../../support/import-harness';
import { propertyXml, providerXml, transferXml } from '../../support/openimmo';
import { insertProvider } from '../../support/records';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

const listing = (number: number, title = `Wohnung ${number}`) =>
  propertyXml({ obid: `O-${number}`, external: `E-${number}`, title });
const full = (...properties: string[]) => transferXml([providerXml(properties)], { scope: 'VOLL' });
const again = () => site.run({ paths: ['a.xml'], force: true });

/** How many records of the delivery are named by their texts, if it came again now. */
async function countTexts(): Promise<number> {
  const [row] = await site.db.execute<{ count: number }>(sql`
    select count(*)::int as count from delivered_texts t join properties p on p.id = t.property_id
    where p.content_hash = t.content_hash and p.state in ('active', 'reference')`);
  return row?.count ?? 0;
}

describe('a delivery that says the same again', () => {
  beforeEach(async () => {
    await site.deliver('a.xml', full(listing(1), listing(2), listing(3)));
    await site.run();
  });

  it('changes nothing', async () => {
    expect(await countTexts()).toBe(3);
    const before = await site.db.execute(sql`select * from properties order by id`);
    expect((await again()).counts).toEqual({ deliveries: 1, unchanged: 3 });
    expect(await site.db.execute(sql`select * from properties order by id`)).toEqual(before);
    expect(await countTexts()).toBe(3);
  });

  it('but for one record changes that one, and removes what is absent', async () => {
    await site.deliver('b.xml', full(listing(3), listing(2, 'Haus 2')), 5);
    expect((await site.run()).counts).toMatchObject({ updated: 1, unchanged: 1, removed: 1 });
    expect(await countTexts()).toBe(2);
    await site.deliver('c.xml', full(listing(1), listing(2, 'Haus 2'), listing(3)), 4);
    expect((await site.run()).counts).toMatchObject({ restored: 1, unchanged: 2 });
    expect(await countTexts()).toBe(3);
  });

  it('restores what a person put into the trash, and rewrites what somebody changed', async () => {
    await site.db.execute(sql`update properties set state = 'trashed', removed_at = now() where obid = 'O-1'`);
    await site.db.execute(sql`update properties set content_hash = 'changed by hand', title = 'x' where obid = 'O-2'`);
    expect((await again()).counts).toEqual({ deliveries: 1, restored: 1, updated: 1, unchanged: 1 });
    expect(await countTexts()).toBe(3);
  });

  it('is read anew where the rule about addresses is another one', async () => {
    await site.db.update(interfaces).set({ rules: sql`rules || '{"addressReleased": true}'` });
    expect((await again()).counts).toEqual({ deliveries: 1, updated: 3 });
    await site.db.update(interfaces).set({ rules: sql`rules || '{"addressReleased": false}'` });
    expect((await again()).counts).toEqual({ deliveries: 1, updated: 3 });
  });

  it('is read anew where the texts were forgotten, and remembers them again', async () => {
    await site.db.execute(sql`truncate delivered_texts`);
    expect((await again()).counts).toEqual({ deliveries: 1, unchanged: 3 });
    expect(await countTexts()).toBe(3);
  });

  it('and is applied once more when the stock changes between reading and applying', async () => {
    const run = await site.run({
      ...{ paths: ['a.xml'], force: true },
      disturb: (context, work) =>
        work.execute({
          ...context,
          step: async (key, inner) => {
            if (key === 'plan') {
              await site.db.execute(
                sql`update properties set content_hash = 'changed', title = 'x' where obid = 'O-2'`,
              );
            }
            return context.step(key, inner);
          },
        }),
    });
    expect(run).toMatchObject({ state: 'done', error: null, counts: { updated: 1, unchanged: 2 } });
    const [row] = await site.db.execute(sql`select title from properties where obid = 'O-2'`);
    expect(row).toEqual({ title: 'Wohnung 2' });
  });
});

it('two providers that offer the same keep a property each', async () => {
  await insertProvider(site.db, { number: 'B-200', name: 'Andere' });
  const both = transferXml(
    [providerXml([listing(1), listing(2)]), providerXml([listing(1)], { number: 'B-200', anid: 'ANID-B' })],
    { scope: 'VOLL' },
  );
  await site.deliver('a.xml', both);
  expect((await site.run()).counts).toMatchObject({ created: 3 });
  const before = (await describeEverything(site.db)).filter((line) => /^(property|key) /.test(line));
  expect((await again()).counts).toEqual({ deliveries: 1, unchanged: 3 });
  expect((await describeEverything(site.db)).filter((line) => /^(property|key) /.test(line))).toEqual(before);
});
