import { afterEach, beforeEach, expect, test } from 'vitest';
import { createImportHarness, describeEverything, type ImportHarness } from '../../support/import-harness';
import { oneProperty } from '../../support/openimmo';
import { zipOf } from '../../support/zip';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

/** The stock and the storage, without what tells about runs and deliveries. */
const describeStored = async () =>
  (await describeEverything(site.db)).filter((line) => /^(property|key|attachment|contact|file) /.test(line));

const whole = zipOf([{ name: 'openimmo.xml', content: oneProperty() }]);

const BAD: [string, string | Buffer, string][] = [
  ['truncated.zip', whole.subarray(0, whole.length - 30), 'F-zip-truncated'],
  ['upwards.zip', zipOf([{ name: '../../etc/cron.d/x', content: 'x' }]), 'F-zip-path'],
  [
    'doctype.xml',
    oneProperty().replace('<openimmo', '<!DOCTYPE openimmo [<!ENTITY x SYSTEM "file:///etc/passwd">]><openimmo'),
    'F-xml-doctype',
  ],
  ['picture.xml', Buffer.from('ffd8ffe000104a464946', 'hex'), 'F-not-openimmo'],
  ['page.xml', '<html><body>not found</body></html>', 'F-root'],
  ['cut.xml', oneProperty().slice(0, -40), 'F-xml-truncated'],
  ['empty.xml', '', 'F-empty'],
];

test('rule 2: each bad delivery gives its own message, and nothing of the stock or the storage changes', async () => {
  await site.deliver('good.xml', oneProperty({ title: 'Helle Wohnung' }), 60);
  await site.run();
  const before = await describeStored();
  for (const [name, content] of BAD) await site.deliver(name, content, 30);

  expect(await site.run()).toMatchObject({ state: 'problems' });

  const deliveries = await site.deliveries();
  const said = BAD.map(([name]) => [name, deliveries.get(name)?.state, deliveries.get(name)?.message?.code]);
  expect(said).toEqual(BAD.map(([name, , code]) => [name, 'error', code]));
  expect(await describeStored()).toEqual(before);
});
