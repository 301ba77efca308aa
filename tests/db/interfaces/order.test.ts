import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeaseLostError } from '@/lib/errors';
import { createImportWork } from '@/lib/interfaces/import-work';
import { peekTransfer } from '@/lib/interfaces/peek-transfer';
import { listProperties } from '@/lib/properties/list';
import { createImportHarness, executeClaimed, expireLease, type ImportHarness } from '../../support/import-harness';
import { deliveryOf, element, propertyXml, providerXml, transferXml } from '../../support/openimmo';
import { insertProvider } from '../../support/records';
import { zipOf } from '../../support/zip';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

const titled = (title: string, timestamp: string, scope = 'TEIL', provider = 'A-100') =>
  transferXml([providerXml([propertyXml({ title })], { number: provider })], { scope, timestamp });
const zipped = (xml: string) => zipOf([{ name: 'openimmo.xml', content: xml }]);
const importedPaths = async () =>
  (await site.db.execute<{ path: string }>(sql`select path from imports order by started_at, id`)).map(
    (row) => row.path,
  );
const titles = async () => (await listProperties(site.db, {})).rows.map(({ title }) => title);

describe('rule 4: several waiting deliveries', () => {
  it('go in by their transfers’ timestamps, whatever the files’ times say', async () => {
    await site.deliver('c.xml', titled('erste', '2025-03-01T08:00:00'), 10);
    await site.deliver('a.zip', zipped(titled('dritte', '2025-03-03T08:00:00')), 30);
    await site.deliver('b.xml', titled('zweite', '2025-03-02T08:00:00'), 20);
    await site.run();
    expect(await importedPaths()).toEqual(['c.xml', 'b.xml', 'a.zip']);
    expect(await titles()).toEqual(['dritte']);
  });

  it('go in by the files’ times, then by name, when one has no timestamp', async () => {
    await site.deliver('c.xml', titled('erste', '2025-03-01T08:00:00'), 10);
    await site.deliver('b.xml', titled('zweite', ''), 30);
    await site.deliver('a.xml', titled('dritte', '2025-03-03T08:00:00'), 20);
    await site.run();
    expect(await importedPaths()).toEqual(['b.xml', 'a.xml', 'c.xml']);
  });

  it('are looked into once in each version', async () => {
    const peeks = async () =>
      Object.fromEntries(
        (
          await site.db.execute<{ path: string; at: string | null; transfer: string | null }>(
            sql`select path, peeked_at as at, transfer_at as transfer from deliveries`,
          )
        ).map(({ path: name, at, transfer }) => [name, { at, transfer: transfer && new Date(transfer).toISOString() }]),
      );
    await site.deliver('a.xml', titled('x', '2025-03-01T08:00:00+01:00'), 30);
    await site.deliver('b.xml', '<broken', 20);
    await site.run();
    const first = await peeks();
    expect(first).toMatchObject({
      'a.xml': { at: expect.any(String), transfer: '2025-03-01T07:00:00.000Z' },
      'b.xml': { at: expect.any(String), transfer: null },
    });
    await site.deliver('a.xml', titled('y', '2025-03-05T08:00:00+01:00'), 10);
    await site.deliver('c.xml', titled('z', '2025-03-04T08:00:00+01:00'), 10);
    await site.run({ paths: ['b.xml'] });
    expect(await peeks()).toMatchObject({ 'a.xml': { at: null, transfer: null }, 'b.xml': first['b.xml'] });
    await site.run();
    expect(await peeks()).toMatchObject({ 'a.xml': { transfer: '2025-03-05T07:00:00.000Z' }, 'b.xml': first['b.xml'] });
    expect((await importedPaths()).slice(-2)).toEqual(['c.xml', 'a.xml']);
  });

  it('are not looked into when only one waits', async () => {
    await site.deliver('a.xml', titled('x', '2025-03-01T08:00:00'), 30);
    await site.run();
    expect(await site.db.execute(sql`select 1 from deliveries where peeked_at is not null`)).toHaveLength(0);
  });

  it('are read no further than some megabytes for that', async () => {
    const filler = propertyXml({ title: 'x'.repeat(10_000) }).repeat(2_500);
    const transfer = transferXml([providerXml([filler])]);
    const header = /<uebertragung[^>]*\/>/.exec(transfer)?.[0] ?? '';
    const late = transfer.replace(header, '').replace('</openimmo>', `${header}</openimmo>`);
    let bytes = 0;
    const file = deliveryOf(late);
    const counted = {
      ...file,
      read: (start: number, end: number) =>
        file.read(start, end).on('data', (chunk: Buffer) => (bytes += chunk.length)),
    };
    expect(late.length).toBeGreaterThan(25_000_000);
    expect(await peekTransfer(counted, AbortSignal.timeout(30_000))).toBeNull();
    expect(bytes).toBeLessThan(18_000_000);
    expect(await peekTransfer(deliveryOf(transfer), AbortSignal.timeout(30_000))).toEqual(
      new Date('2025-03-01T07:30:00Z'),
    );
  });
});

describe('files per run', () => {
  beforeEach(async () => {
    await site.db.execute(sql`update interfaces set rules = rules || '{"filesPerRun": 2}'`);
    for (const number of [1, 2, 3, 4, 5]) {
      await site.deliver(`${number}.xml`, titled(`${number}`, `2025-03-0${number}T08:00:00`), 60 - number);
    }
  });

  it('leave the younger deliveries to the next run', async () => {
    expect((await site.run()).counts).toMatchObject({ deliveries: 2 });
    expect(await importedPaths()).toEqual(['1.xml', '2.xml']);
    await site.run();
    await site.run();
    expect(await importedPaths()).toEqual(['1.xml', '2.xml', '3.xml', '4.xml', '5.xml']);
    expect((await site.run()).counts).toEqual({});
  });

  it('are no more for a run that was interrupted', async () => {
    const run = await site.run({
      disturb: (context, work) => {
        let applied = 0;
        const step: typeof context.step = async (key, inside) => {
          if (key === 'apply' && ++applied === 2) throw new LeaseLostError('this run');
          return context.step(key, inside);
        };
        return work.execute({ ...context, step });
      },
    });
    await expireLease(site.db, run.id);
    await executeClaimed(site.db, createImportWork(site.interfaceId, site.places));
    expect(await importedPaths()).toEqual(['1.xml', '2.xml']);
  });

  it('do not limit what somebody chose', async () => {
    await site.run({ paths: ['1.xml', '3.xml', '5.xml'] });
    expect(await importedPaths()).toEqual(['1.xml', '3.xml', '5.xml']);
  });
});

describe('rule 4: an older full transfer', () => {
  it('is held after a newer partial one of its provider, and goes in for another provider', async () => {
    await insertProvider(site.db, { number: 'B-200', name: 'Berg Makler' });
    await site.deliver('a.xml', titled('neuer', '2025-03-05T08:00:00'), 40);
    await site.run();
    const parts = ['A-100', 'B-200'].map((number) => providerXml([propertyXml({ title: 'älter' })], { number }));
    await site.deliver('b.xml', transferXml(parts, { scope: 'VOLL', timestamp: '2025-03-04T08:00:00' }), 30);
    await site.run();
    expect((await site.deliveries()).get('b.xml')).toMatchObject({
      state: 'held',
      message: { code: 'P-older-transfer', params: { name: 'Hafen Immobilien' } },
    });
    expect((await titles()).sort()).toEqual(['neuer', 'älter']);
  });

  it('is measured by its own provider’s part of an archive with several transfers', async () => {
    await insertProvider(site.db, { number: 'B-200', name: 'Berg Makler' });
    const archive = zipOf([
      { name: '1.xml', content: titled('a', '2025-03-09T08:00:00') },
      { name: '2.xml', content: titled('b', '2025-03-01T08:00:00', 'TEIL', 'B-200') },
    ]);
    await site.deliver('a.zip', archive, 40);
    await site.run();
    await site.deliver('b.xml', titled('b2', '2025-03-02T08:00:00', 'VOLL', 'B-200'), 30);
    await site.deliver('c.xml', titled('a2', '2025-03-08T08:00:00', 'VOLL'), 20);
    await site.run();
    const deliveries = await site.deliveries();
    expect(deliveries.get('b.xml')?.state).toBe('done');
    expect(deliveries.get('c.xml')?.message?.code).toBe('P-older-transfer');
  });
});

describe('an interface’s rules', () => {
  const setRules = (rules: string) => site.db.execute(sql`update interfaces set rules = rules || ${rules}::jsonb`);

  it('leave out records without title and description, and keep what is known of them', async () => {
    await setRules('{"skipWithoutText": true}');
    const bare = (obid: string, action = 'CHANGE') =>
      propertyXml({ obid, external: null, action }).replace(/<freitexte>[\s\S]*?<\/freitexte>/, '');
    const known = propertyXml({ obid: 'O-1', external: null, title: 'Bekannt' });
    await site.deliver('a.xml', transferXml([providerXml([known])], { scope: 'VOLL' }), 30);
    await site.run();
    const second = providerXml([bare('O-1'), bare('O-2'), bare('O-9', 'DELETE')]);
    await site.deliver('b.xml', transferXml([second], { scope: 'VOLL', timestamp: '2025-03-02T08:00:00' }), 20);
    const run = await site.run();
    expect(run).toMatchObject({ state: 'problems', counts: { skipped: 2, warnings: 2, deliveries: 1 } });
    expect(await titles()).toEqual(['Bekannt']);
    expect((await site.deliveries()).get('b.xml')).toMatchObject({
      state: 'warnings',
      message: { code: 'F-warnings' },
    });
  });

  it('decide about addresses where the record does not say', async () => {
    const geo = element('geo', {}, '<strasse>Kai</strasse>', '<hausnummer>1</hausnummer>');
    const of = (obid: string, released: string) =>
      propertyXml({ obid, external: null, sections: [geo, `<verwaltung_objekt>${released}</verwaltung_objekt>`] });
    const all = [
      of('O-1', ''),
      of('O-2', '<objektadresse_freigeben>false</objektadresse_freigeben>'),
      of('O-3', '<objektadresse_freigeben>true</objektadresse_freigeben>'),
    ];
    const released = async () =>
      (
        await site.db.execute<{ released: boolean }>(
          sql`select address_released as released from properties order by obid`,
        )
      ).map((row) => row.released);
    await site.deliver('a.xml', transferXml([providerXml(all)]), 30);
    await site.run();
    expect(await released()).toEqual([false, false, true]);
    await setRules('{"addressReleased": true}');
    expect((await site.run({ paths: ['a.xml'], force: true })).counts).toMatchObject({ updated: 1, unchanged: 2 });
    expect(await released()).toEqual([true, false, true]);
  });
});

it('a file that is replaced before its import is looked into again', async () => {
  await site.deliver('a.xml', titled('x', '2025-03-01T08:00:00'), 30);
  await site.deliver('b.xml', titled('y', '2025-03-02T08:00:00'), 20);
  await site.run({
    disturb: (context, work) => {
      const step: typeof context.step = async (key, inside) => {
        const result = await context.step(key, inside);
        if (key === 'fetch') await writeFile(path.join(site.folder, 'b.xml'), titled('z', '2025-04-02T08:00:00'));
        return result;
      };
      return work.execute({ ...context, step });
    },
  });
  const [row] = await site.db.execute<{ peeked: string | null }>(
    sql`select peeked_at as peeked from deliveries where path = 'b.xml'`,
  );
  expect(row?.peeked).toBeNull();
});
