import { describe, expect, test } from 'vitest';
import {
  deliveryOf,
  element,
  oneProperty,
  propertyXml,
  providerXml,
  readAll,
  readOne,
  textElement,
  transferXml,
} from '../../support/openimmo';

const columnsOf = async (...sections: string[]) => (await readOne(oneProperty({ sections }))).columns;

async function warned(...sections: string[]) {
  const { columns, warnings } = await readOne(oneProperty({ sections }));
  return { columns, warnings, codes: warnings.map(({ code }) => code) };
}

describe('rule 8: identity', () => {
  test('all three keys are read, trimmed and otherwise as written', async () => {
    const technical = [textElement('objektnr_intern', ' 007/ä ')];
    const { keys } = await readOne(oneProperty({ obid: 'O', external: '0012', technical }));
    expect(keys).toEqual({ obid: 'O', external: '0012', internal: '007/ä' });
  });

  test('rule 9: a record without any key carries an error', async () => {
    const { keys, warnings, line } = await readOne(oneProperty({ obid: ' ', external: null }));
    expect(keys).toEqual({ obid: null, external: null, internal: null });
    expect(warnings).toMatchObject([{ code: 'R-no-key', severity: 'error', line }]);
  });

  test('the same key twice in a file comes twice, with positions', async () => {
    const content = transferXml([
      providerXml([propertyXml(), propertyXml({ title: 'Neu' }), propertyXml({ action: 'DELETE' })]),
    ]);
    const { properties } = await readAll(deliveryOf(content));
    expect(properties.map(({ position, action, keys }) => [position, action, keys.obid])).toEqual([
      [0, 'upsert', 'OBID-1'],
      [1, 'upsert', 'OBID-1'],
      [2, 'delete', 'OBID-1'],
    ]);
  });
});

describe('rules 11 and 12: aktionart', () => {
  test.each([
    [null, 'upsert'],
    ['', 'upsert'],
    ['ADD', 'upsert'],
    ['NEW', 'upsert'],
    ['CHANGE', 'upsert'],
    ['change', 'upsert'],
    ['DELETE', 'delete'],
    ['delete', 'delete'],
    ['REFERENZ', 'reference'],
    ['Referenz', 'reference'],
  ])('%j is %s', async (action, expected) => {
    const record = await readOne(oneProperty({ action }));
    expect(record.action).toBe(expected);
    expect(record.warnings).toEqual([]);
  });

  test('as text', async () => {
    const asText = { action: null, technical: [textElement('aktion', 'DELETE')] };
    expect((await readOne(oneProperty(asText))).action).toBe('delete');
    const asElement = { action: null, technical: [element('aktion', {}, textElement('aktionart', 'DELETE'))] };
    expect((await readOne(oneProperty(asElement))).action).toBe('delete');
  });

  test.each(['LÖSCHEN', 'DEL', 'REMOVE', 'DELETED'])('an unknown word never deletes: %s', async (action) => {
    const record = await readOne(oneProperty({ action }));
    expect(record.action).toBe('upsert');
    expect(record.warnings).toMatchObject([{ code: 'R-action-unknown', received: action }]);
  });

  test('DELETE needs nothing but a key', async () => {
    const bare = element(
      'immobilie',
      {},
      element('verwaltung_techn', {}, textElement('openimmo_obid', 'X'), '<aktion aktionart="DELETE"/>'),
    );
    const record = await readOne(transferXml([providerXml([bare])]));
    expect(record).toMatchObject({
      action: 'delete',
      keys: { obid: 'X' },
      attachments: null,
      contact: null,
      warnings: [],
    });
  });
});

describe('rule 15: prices', () => {
  const price = (text: string, attributes = {}) => element('preise', {}, element('kaufpreis', attributes, text));

  test('with on request the price is kept, zero is none', async () => {
    expect(await columnsOf(price('1.250.000,00', { auf_anfrage: 'true' }))).toMatchObject({
      price: '1250000',
      priceOnRequest: true,
    });
    expect(await warned(price('0.00', { auf_anfrage: '1' }))).toMatchObject({
      columns: { price: null, priceOnRequest: true },
      codes: [],
    });
  });

  test('zero without on request is kept with a warning', async () => {
    expect(await warned(price('0'))).toMatchObject({
      columns: { price: '0', priceOnRequest: false },
      codes: ['R-price-zero'],
    });
  });

  test('a zero that software fills in for the other way of marketing is nothing', async () => {
    const rent = '<objektkategorie><vermarktungsart MIETE_PACHT="true"/></objektkategorie>';
    const prices = '<preise><kaufpreis>0.00</kaufpreis><kaltmiete>900</kaltmiete><warmmiete>0</warmmiete></preise>';
    expect(await warned(rent, prices)).toMatchObject({
      columns: { price: null, rent: '900', rentTotal: null },
      codes: [],
    });
  });

  test('"auf Anfrage" in place of a number', async () => {
    expect(await warned(price('Preis auf Anfrage'))).toMatchObject({
      columns: { price: null, priceOnRequest: true },
      codes: [],
    });
  });

  test('1.234 is read as a fraction, and warned of where that is implausible', async () => {
    const { columns, warnings } = await warned(price('1.234'));
    expect(columns.price).toBe('1.234');
    expect(warnings).toMatchObject([
      { code: 'R-number-ambiguous', params: { value: '1.234' }, element: 'preise/kaufpreis' },
    ]);
    expect((await warned('<flaechen><wohnflaeche>85.125</wohnflaeche></flaechen>')).codes).toEqual([]);
  });

  test('what is no number, or negative, is left out with a warning that quotes it', async () => {
    const { columns, warnings } = await warned(price('ab 500'), '<flaechen><wohnflaeche>-3</wohnflaeche></flaechen>');
    expect(columns).toMatchObject({ price: null, livingArea: null });
    expect(warnings).toMatchObject([
      { code: 'R-number', received: 'ab 500', element: 'preise/kaufpreis', line: expect.any(Number) },
      { code: 'R-number-negative', received: '-3' },
    ]);
  });

  test('rents and currency', async () => {
    const prices =
      '<preise><nettokaltmiete>780,50 €</nettokaltmiete><warmmiete>950</warmmiete><nebenkosten>0</nebenkosten><waehrung iso_waehrung="eur"/></preise>';
    expect(await columnsOf(prices)).toMatchObject({
      rent: '780.5',
      rentTotal: '950',
      additionalCosts: '0',
      currency: 'EUR',
    });
  });
});

describe('rules 16 and 20: category', () => {
  test.each([
    ['KAUF="true" MIETE_PACHT="false"', 'sale'],
    ['MIETE_PACHT="1"', 'rent'],
    ['KAUF="ja" MIETE_PACHT="JA"', 'sale-or-rent'],
    ['ERBPACHT="true"', 'ground-lease'],
    ['LEASING="yes"', 'leasing'],
    ['KAUF="0"', null],
  ])('vermarktungsart %s', async (attributes, expected) => {
    expect((await columnsOf(`<objektkategorie><vermarktungsart ${attributes}/></objektkategorie>`)).marketing).toBe(
      expected,
    );
  });

  test('several object types are all kept; the first one is shown', async () => {
    const types =
      '<objektart><haus haustyp="VILLA"/><grundstueck grundst_typ="WOHNEN"/><objektart_zusatz>x</objektart_zusatz></objektart>';
    const record = await readOne(
      oneProperty({ sections: [`<objektkategorie><nutzungsart WOHNEN="true"/>${types}</objektkategorie>`] }),
    );
    expect(record.columns).toMatchObject({ objectType: 'haus', objectSubtype: 'VILLA', usage: 'residential' });
    expect(record.document).toMatchObject({
      objektkategorie: { objektart: { grundstueck: { '@grundst_typ': 'WOHNEN' } } },
    });
  });

  test('several energy certificates are all kept', async () => {
    const passes =
      '<energiepass><epart>BEDARF</epart></energiepass><energiepass><epart>VERBRAUCH</epart></energiepass>';
    const { document } = await readOne(oneProperty({ sections: [`<zustand_angaben>${passes}</zustand_angaben>`] }));
    expect(document.zustand_angaben).toEqual({ energiepass: [{ epart: 'BEDARF' }, { epart: 'VERBRAUCH' }] });
  });
});

describe('rules 15 and 19: place', () => {
  const place = (latitude: string, longitude: string) =>
    element('geo', {}, element('geokoordinaten', { breitengrad: latitude, laengengrad: longitude }));

  test('postcodes and house numbers stay text', async () => {
    const geo = '<geo><plz>01067</plz><hausnummer>007 a</hausnummer><land iso_land="DEU"/></geo>';
    expect(await columnsOf(geo)).toMatchObject({ postcode: '01067', houseNumber: '007 a', country: 'DEU' });
  });

  test.each([
    ['53.5', '9.99', 53.5, 9.99],
    ['53,5', '-9,99', 53.5, -9.99],
    ['0', '9.99', 0, 9.99],
  ])('coordinates %s, %s', async (latitude, longitude, north, east) => {
    expect(await warned(place(latitude, longitude))).toMatchObject({
      columns: { latitude: north, longitude: east },
      codes: [],
    });
  });

  test.each([
    ['0', '0'],
    ['0.000', '0,0'],
    ['91', '9'],
    ['53', '181'],
    ['53', ''],
    ['nord', 'ost'],
  ])('coordinates that are no place are dropped with a warning: %s, %s', async (latitude, longitude) => {
    expect(await warned(place(latitude, longitude))).toMatchObject({
      columns: { latitude: null, longitude: null },
      codes: ['R-coordinates'],
    });
  });

  test.each([
    ['true', true],
    ['0', false],
    ['', null],
  ])('address released: %j', async (text, expected) => {
    const section = `<verwaltung_objekt><objektadresse_freigeben>${text}</objektadresse_freigeben></verwaltung_objekt>`;
    expect((await columnsOf(section)).addressReleased).toBe(expected);
  });

  test('rule 16: an unknown boolean is null with a warning', async () => {
    const section =
      '<verwaltung_objekt><objektadresse_freigeben>vielleicht</objektadresse_freigeben></verwaltung_objekt>';
    expect(await warned(section)).toMatchObject({ columns: { addressReleased: null }, codes: ['R-boolean'] });
  });
});

describe('rules 17, 18 and 20: times and texts', () => {
  test('aktiv_von and aktiv_bis are days; verfuegbar_ab is text', async () => {
    const record = await readOne(
      oneProperty({
        technical: [
          '<aktiv_von>2025-03-01T23:30:00+02:00</aktiv_von>',
          '<aktiv_bis>31.12.2025</aktiv_bis>',
          '<stand_vom>bald</stand_vom>',
        ],
        sections: ['<verwaltung_objekt><verfuegbar_ab>nach Absprache</verfuegbar_ab></verwaltung_objekt>'],
      }),
    );
    expect(record.columns).toMatchObject({
      activeFrom: '2025-03-01',
      activeUntil: '2025-12-31',
      statedOn: null,
      availableFrom: 'nach Absprache',
    });
    expect(record.warnings).toMatchObject([{ code: 'R-day', received: 'bald' }]);
  });

  test('free text is sanitised and keeps its lines; the document keeps it raw', async () => {
    const raw = 'Zeile 1\r\nZeile 2<br/><script>alert(1)</script><b onclick="x">fett</b>';
    const record = await readOne(oneProperty({ sections: [`<freitexte><lage><![CDATA[${raw}]]></lage></freitexte>`] }));
    expect(record.columns.locationDescription).toBe('Zeile 1\nZeile 2\nfett');
    expect(JSON.stringify(record.document)).toContain('onclick');
  });

  test('the contact person', async () => {
    const section =
      '<kontaktperson><name>Meyer</name><vorname>Ute</vorname><email_zentrale>z@example.org</email_zentrale><tel_handy>0170</tel_handy><personennummer>P7</personennummer></kontaktperson>';
    const { contact } = await readOne(oneProperty({ sections: [section] }));
    expect(contact).toMatchObject({
      number: 'P7',
      firstName: 'Ute',
      lastName: 'Meyer',
      email: 'z@example.org',
      mobile: '0170',
      phone: null,
    });
    expect((await readOne(oneProperty({ sections: ['<kontaktperson/>'] }))).contact).toBeNull();
  });
});
