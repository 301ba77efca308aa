import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createImportWork } from '@/lib/interfaces/import-work';
import { listInterfaces } from '@/lib/interfaces/list';
import { confirmPlans } from '@/lib/interfaces/plans/confirm';
import { discardPlans } from '@/lib/interfaces/plans/discard';
import { getPlans } from '@/lib/interfaces/plans/get';
import { listOpenPlans } from '@/lib/interfaces/plans/list';
import { listPlanEntries } from '@/lib/interfaces/plans/list-entries';
import { pruneLooks } from '@/lib/interfaces/plans/prune';
import { createImportHarness, executeClaimed, type ImportHarness } from '../../support/import-harness';
import { listStored } from '../../support/imported';
import { attachmentXml, element, propertyXml, providerXml, transferXml } from '../../support/openimmo';
import { readTables } from '../../support/table-contents';
import { pictureOf } from '../../support/transfer-model';
import { zipOf } from '../../support/zip';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

const listing = (number: number, title = `Haus ${number}`, action = 'CHANGE', pictures: string[] = []) =>
  propertyXml({
    obid: `O-${number}`,
    external: `E-${number}`,
    title,
    action,
    sections: [
      element('kontaktperson', {}, '<name>Lüders</name>', `<email_direkt>p${number}@hafen.example</email_direkt>`),
      ...(pictures.length > 0 ? [element('anhaenge', {}, ...pictures.map((name) => attachmentXml(name)))] : []),
    ],
  });
const archive = (properties: string[], scope: string, timestamp: string) =>
  zipOf([
    { name: 'openimmo.xml', content: transferXml([providerXml(properties)], { scope, timestamp }) },
    ...['a.jpg', 'b.jpg'].map((name) => ({ name, content: pictureOf(name) })),
  ]);

/** What a look writes: its run, its import, its plan. */
const OF_A_LOOK = ['runs', 'run_steps', 'run_quarters', 'imports', 'plans', 'plan_entries', 'outcomes'];
const contents = async () => ({
  tables: await readTables(site.db, OF_A_LOOK),
  files: (await listStored(site.places.storage)).sort(),
});

/** Six properties; then a full transfer that does a bit of everything. */
async function deliverBoth(): Promise<void> {
  const first = [1, 2, 3, 4, 5, 6].map((number) => listing(number, undefined, 'CHANGE', number === 1 ? ['a.jpg'] : []));
  await site.deliver('a.zip', archive(first, 'VOLL', '2025-03-01T08:00:00'), 30);
  await site.run();
  const second = [
    listing(1, 'Neu', 'CHANGE', ['b.jpg']),
    listing(2, undefined, 'DELETE'),
    listing(3),
    listing(4, undefined, 'REFERENZ'),
    listing(7, 'Ganz neu', 'CHANGE', ['b.jpg']),
    listing(9, undefined, 'DELETE'),
    propertyXml({ obid: 'x'.repeat(600), external: null }),
  ];
  await site.deliver('b.zip', archive(second, 'VOLL', '2025-03-02T08:00:00'), 20);
}

async function look(name = 'b.zip') {
  const run = await site.run({ paths: [name], preview: true });
  const [open] = await listOpenPlans(site.db, site.interfaceId);
  const shown = await getPlans(site.db, site.interfaceId, open?.importId ?? '');
  if (!shown) throw new Error('nothing was kept to look at');
  return { run, importId: shown.found.id, shown, hashes: shown.plans.map(({ hash }) => hash) };
}

it('says what a delivery would do to each record, and changes nothing', async () => {
  await deliverBoth();
  await site.run({ paths: ['b.zip'], preview: true });
  const before = await contents();
  const { run, importId, shown } = await look();
  expect(await contents()).toEqual(before);
  expect(run).toMatchObject({ state: 'done', error: null, counts: { deliveries: 1 } });
  expect(run.steps.map(({ key, state }) => [key, state])).toEqual([
    ['fetch', 'done'],
    ['read', 'done'],
    ['plan', 'done'],
    ['attachments', 'skipped'],
    ['apply', 'skipped'],
  ]);
  expect(shown.found).toMatchObject({ state: 'previewed', path: 'b.zip' });
  expect(shown.plans).toMatchObject([
    {
      providerName: 'Hafen Immobilien',
      state: 'planned',
      hold: null,
      summary: { created: 1, updated: 2, unchanged: 1, removed: 3, failed: 1 },
    },
  ]);
  const { rows } = await listPlanEntries(site.db, importId);
  expect(rows.map(({ kind, label, code, changes }) => [kind, label?.slice(0, 8), code, changes])).toEqual([
    ['failed', 'Helle Wo', 'R-key-too-long', null],
    ['removed', 'Haus 2', null, { state: ['active', 'trashed'] }],
    ['removed', 'Haus 5', 'R-absent', { state: ['active', 'withdrawn'] }],
    ['removed', 'Haus 6', 'R-absent', { state: ['active', 'withdrawn'] }],
    ['updated', 'Neu', null, { title: ['Haus 1', 'Neu'] }],
    ['updated', 'Haus 4', null, { state: ['active', 'reference'] }],
    ['created', 'Ganz neu', null, null],
    ['noted', 'Haus 9', 'R-delete-unknown', null],
    ['unchanged', 'Haus 3', null, null],
  ]);
  expect(rows.every(({ code, line }) => code === 'R-absent' || line !== null)).toBe(true);
  expect((await site.deliveries()).get('b.zip')).toMatchObject({ state: 'new', lastImportId: null, trigger: null });
});

it('is listed by kind and in pages', async () => {
  await deliverBoth();
  const { importId } = await look();
  const labels: (string | null)[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listPlanEntries(site.db, importId, { kind: 'removed', size: 2, cursor: cursor ?? undefined });
    labels.push(...page.rows.map(({ label }) => label));
    cursor = page.next;
  }
  expect(labels).toEqual(['Haus 2', 'Haus 5', 'Haus 6']);
});

it('says why the guard would hold the delivery', async () => {
  await deliverBoth();
  await site.deliver('c.zip', archive([listing(1)], 'VOLL', '2025-03-03T08:00:00'), 10);
  const { run, shown } = await look('c.zip');
  expect(run.state).toBe('done');
  expect(shown.plans).toMatchObject([{ hold: { code: 'P-removals-held', params: { removals: 5, stock: 6 } } }]);
  expect((await site.deliveries()).get('c.zip')).toMatchObject({ state: 'new' });
});

it('shows also what was applied last: everything as it is', async () => {
  await deliverBoth();
  const { shown, importId, hashes } = await look('a.zip');
  expect(shown.plans).toMatchObject([{ summary: { unchanged: 6 } }]);
  await confirmPlans(site.db, { interfaceId: site.interfaceId, importId, hashes, userId: null });
  const run = await executeClaimed(site.db, createImportWork(site.interfaceId, site.places));
  expect(run.counts).toEqual({ deliveries: 1, unchanged: 6 });
  expect((await site.deliveries()).get('a.zip')).toMatchObject({ state: 'done', message: null });
});

it('is applied exactly when it is confirmed, and then no longer kept', async () => {
  await deliverBoth();
  const { importId, hashes } = await look();
  await confirmPlans(site.db, { interfaceId: site.interfaceId, importId, hashes, userId: null });
  const run = await executeClaimed(site.db, createImportWork(site.interfaceId, site.places));
  expect(run.counts).toMatchObject({ created: 1, updated: 2, unchanged: 1, removed: 3, failed: 1 });
  expect((await site.deliveries()).get('b.zip')).toMatchObject({ state: 'warnings', counts: { created: 1 } });
  expect(await listOpenPlans(site.db, site.interfaceId)).toEqual([]);
  expect((await getPlans(site.db, site.interfaceId, importId))?.plans).toMatchObject([{ state: 'applied' }]);
  expect((await listPlanEntries(site.db, importId)).rows).toEqual([]);
});

it('leaves the delivery waiting when it is discarded', async () => {
  await deliverBoth();
  const { importId, hashes } = await look();
  await discardPlans(site.db, { interfaceId: site.interfaceId, importId, hashes, userId: null });
  expect((await site.deliveries()).get('b.zip')).toMatchObject({ state: 'new', message: null });
  expect((await site.run()).counts).toMatchObject({ created: 1, removed: 3 });
});

it('takes the place of an earlier look, and goes when the delivery is imported or a week has passed', async () => {
  await deliverBoth();
  const first = await look();
  const second = await look();
  expect(second.importId).not.toBe(first.importId);
  expect(await listOpenPlans(site.db, site.interfaceId)).toHaveLength(1);
  expect(await pruneLooks(site.db, new Date(Date.now() + 6 * 86_400_000))).toBe(0);
  expect(await pruneLooks(site.db, new Date(Date.now() + 8 * 86_400_000))).toBe(1);
  await look();
  await site.run();
  expect(await listOpenPlans(site.db, site.interfaceId)).toEqual([]);
  expect(await site.db.execute(sql`select 1 from plan_entries`)).toHaveLength(0);
});

it('of a delivery that cannot be read says so, and leaves it as it was', async () => {
  await deliverBoth();
  await site.deliver('c.xml', transferXml([providerXml([listing(1)])]).slice(0, -30), 10);
  const run = await site.run({ paths: ['c.xml'], preview: true });
  expect(run.state).toBe('problems');
  expect((await site.deliveries()).get('c.xml')).toMatchObject({ state: 'new', message: null, lastImportId: null });
});

it('is no success of the interface', async () => {
  await deliverBoth();
  const before = (await listInterfaces(site.db))[0]?.lastSuccessAt;
  await look();
  expect((await listInterfaces(site.db))[0]?.lastSuccessAt).toEqual(before);
});
