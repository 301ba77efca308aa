import { expect, it } from 'vitest';
import { createImportHarness } from '../../support/import-harness';
import { attachmentXml, element, propertyXml, providerXml, textElement, transferXml } from '../../support/openimmo';
import { monitorEventLoopDelay } from 'node:perf_hooks';

it('speed', async () => {
  const site = await createImportHarness();
  const N = 20000;
  const long = 'Beschreibung '.repeat(300);
  const listing = (n: number) => propertyXml({ obid: `O-${n}`, external: `E-${n}`, title: `Haus ${n}`, sections: [
    element('geo', {}, textElement('plz', '23562'), textElement('ort', 'Lübeck')),
    element('kontaktperson', {}, textElement('name', `Lüders ${n % 50}`), textElement('email_direkt', `l${n % 50}@hafen.example`)),
    element('freitexte', {}, textElement('objektbeschreibung', long + n)),
    element('anhaenge', {}, [1,2,3,4,5,6].map((i) => attachmentXml(`https://bilder.example/${n}/${i}.jpg`))),
  ] });
  const xml = transferXml([providerXml(Array.from({ length: N }, (_, n) => listing(n)))], { scope: 'VOLL' });
  console.log('MB', xml.length / 1e6);
  await site.deliver('a.xml', xml);
  const h = monitorEventLoopDelay({ resolution: 5 }); h.enable();
  let t = performance.now();
  const run = await site.run();
  console.log('first', Math.round(performance.now() - t), run.counts, 'loop max', Math.round(h.max / 1e6), 'p99', Math.round(h.percentile(99) / 1e6), run.steps.map((s) => [s.key, s.elapsedMs, s.done, s.total].join(':')).join(' '), 'rss', Math.round(process.memoryUsage().rss/1e6));
  h.reset();
  t = performance.now();
  const again = await site.run({ paths: ['a.xml'], force: true });
  console.log('again', Math.round(performance.now() - t), again.counts, 'loop max', Math.round(h.max / 1e6), again.steps.map((s) => [s.key, s.elapsedMs].join(':')).join(' '));
  expect(again.counts.unchanged).toBe(N);
  await site.close();
}, 300000);
