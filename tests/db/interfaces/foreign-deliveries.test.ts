import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hofmannDelivery, hofmannFiles } from '../../support/foreign/hofmann';
import { kontorDelivery } from '../../support/foreign/kontor';
import { objektbuchDelivery } from '../../support/foreign/objektbuch';
import { createImportHarness, describeEverything, type ImportHarness } from '../../support/import-harness';
import { oneProperty, propertyXml, providerXml, transferXml } from '../../support/openimmo';
import { listOutcomesOfRun } from '../../support/outcomes';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

/** What was said, without the plain results of records: code, severity and what was received. */
async function messagesOf(runId: string): Promise<string[]> {
  const outcomes = await listOutcomesOfRun(site.db, runId);
  return outcomes
    .filter(({ code }) => code !== null)
    .map(({ code, severity, params }) => {
      const { element, received, name } = (params ?? {}) as Record<string, unknown>;
      return [severity, code, element ?? name, received].filter((part) => part !== undefined).join(' ');
    })
    .sort();
}

async function stock(): Promise<Record<string, unknown>[]> {
  return [
    ...(await site.db.execute<Record<string, unknown>>(sql`
      select obid, external_number as external, internal_number as internal, state, title, description, marketing, price::float8 as price,
        price_on_request as "onRequest", currency, living_area::float8 as area, rooms::float8 as rooms, postcode, house_number as house,
        latitude, active_from::text as "from", active_until::text as "until", object_type as type, document
      from properties where origin_site_id = 0 order by external_number`)),
  ];
}

async function pictures(): Promise<string[]> {
  const rows = await site.db.execute<{ line: string }>(sql`
    select concat_ws(' ', p.external_number, a.position, a."group", coalesce(f.media_type, a.url)) as line
    from attachments a join properties p on p.id = a.property_id left join stored_files f on f.sha256 = a.file_sha256
    order by 1`);
  return rows.map(({ line }) => line);
}

/** The same delivery again, forced: every record is what it was. */
async function importAgain(path: string) {
  const before = (await describeEverything(site.db)).filter((line) => /^(property|key|attachment|contact) /.test(line));
  const { counts } = await site.run({ paths: [path], force: true });
  const after = (await describeEverything(site.db)).filter((line) => /^(property|key|attachment|contact) /.test(line));
  expect(after).toEqual(before);
  return counts;
}

describe('deliveries as other programs write them go in, with the warnings that are promised', () => {
  test('prefixes, own elements, modus against aktion, back-slashes and CP437 in the ZIP (rules 6, 7, 11)', async () => {
    await site.deliver('kontor.ZIP', kontorDelivery());
    const run = await site.run();

    expect(run).toMatchObject({ state: 'problems', counts: { created: 2, warnings: 1 } });
    expect(await messagesOf(run.id)).toEqual([
      'note F-ignored Thumbs.db',
      'note F-unknown-element statistik',
      'note F-unknown-element terrasse_qm',
      'note F-unknown-element vermerk',
      'warning F-mode-delete',
    ]);
    expect(await stock()).toMatchObject([
      {
        ...{ obid: 'KONTOR-1', external: 'K/1', state: 'active', title: 'Loft & Atelier', price: 450_000 },
        ...{ currency: 'EUR', area: 84.5, marketing: 'sale', type: 'wohnung' },
        document: {
          '@dringend': '1',
          verwaltung_techn: { vermerk: 'nur über das Büro' },
          flaechen: { terrasse_qm: '12' },
        },
      },
      { obid: 'KONTOR-2', title: 'Reihenhaus' },
    ]);
    expect(await pictures()).toEqual(['K/1 0 TITELBILD image/jpeg', 'K/1 1 BILD image/jpeg']);
    expect(await importAgain('kontor.ZIP')).toMatchObject({ unchanged: 2 });
  });

  test('no header, windows-1252 by another name, German numbers, days and words, files beside (rules 5, 7, 15, 16, 17, 21)', async () => {
    for (const [name, bytes] of Object.entries(hofmannFiles)) await site.deliver(`makler/${name}`, bytes);
    await site.deliver('makler/hofmann.xml', hofmannDelivery());
    const run = await site.run();

    expect(run).toMatchObject({ state: 'problems', counts: { created: 1, warnings: 4 } });
    expect(await messagesOf(run.id)).toEqual([
      'warning A-missing bad.jpg',
      'warning F-header-missing',
      'warning R-action-unknown AENDERN',
      'warning R-day verwaltung_techn/stand_vom gestern',
    ]);
    expect(await stock()).toMatchObject([
      {
        ...{
          obid: null,
          external: 'H 77',
          title: '„Altbau“ – schön für €',
          price: 1234.5,
          currency: 'EUR',
          area: 84.5,
        },
        ...{ description: 'Erste Zeile.\nZweite Zeile…', rooms: 2.5, postcode: '01067', house: '10 – 12' },
        ...{ latitude: 51.0522, marketing: 'rent', from: '2025-03-01', until: '2099-12-31' },
        document: { preise: { kaution: '3 Kaltmieten' }, verwaltung_objekt: { verfuegbar_ab: '01.06.2025' } },
      },
    ]);
    expect(await pictures()).toEqual(['H 77 0 AUSSENANSICHTEN image/jpeg', 'H 77 1 GRUNDRISS image/jpeg']);
    expect(await importAgain('makler/hofmann.xml')).toMatchObject({ unchanged: 1 });
  });

  test('1.1 in UTF-16: everything in another order, the provider twice, base64, a full transfer in small letters (rules 7, 8, 10 to 13, 20, 21)', async () => {
    const kept = propertyXml({ obid: null, external: 'OB-2' });
    const absent = propertyXml({ obid: null, external: 'OB-9' });
    await site.deliver('1.xml', transferXml([providerXml([kept, absent])], { timestamp: '2025-02-01T00:00:00' }), 60);
    await site.run();
    await site.deliver('objektbuch.xml', objektbuchDelivery(), 30);
    const run = await site.run({ paths: ['objektbuch.xml'] });

    expect(run.counts).toMatchObject({ created: 2, removed: 2 });
    expect(await messagesOf(run.id)).toEqual(['note R-absent', 'warning A-missing ansicht.jpg']);
    expect(await stock()).toMatchObject([
      {
        ...{
          external: 'OB-1',
          internal: '0815',
          state: 'active',
          title: 'Mühle am Bach',
          onRequest: true,
          type: 'haus',
        },
        document: {
          objektkategorie: {
            objektart: { haus: { '@haustyp': 'BAUERNHAUS' }, sonstige: { '@sonstige_typ': 'SONSTIGE' } },
          },
          zustand_angaben: { energiepass: [{ epart: 'BEDARF' }, { epart: 'VERBRAUCH' }] },
          user_defined_simplefield: { '@feldname': 'Wegerecht', '#text': 'ja' },
        },
      },
      { external: 'OB-2', state: 'trashed' },
      { external: 'OB-3', state: 'reference', title: 'Schon verkauft' },
      { external: 'OB-9', state: 'withdrawn' },
    ]);
    expect((await pictures())[0]).toBe('OB-1 0 TITELBILD image/jpeg');
    expect(await importAgain('objektbuch.xml')).toMatchObject({ unchanged: 3 });
  });

  test('a vendor that leaves out what it must not is told so, and nothing else changes (rule 9)', async () => {
    await site.deliver('1.xml', oneProperty({ title: 'Bleibt' }), 60);
    await site.run();
    const keyless = propertyXml({ obid: null, external: null, title: 'Wer bin ich' });
    await site.deliver('2.xml', transferXml([providerXml([keyless])], { scope: 'VOLL' }), 30);
    const run = await site.run({ paths: ['2.xml'] });
    expect(await messagesOf(run.id)).toEqual(
      expect.arrayContaining([expect.stringContaining('R-no-key'), expect.stringContaining('P-removals-blocked')]),
    );
    expect(await stock()).toMatchObject([{ title: 'Bleibt', state: 'active' }]);
  });
});
