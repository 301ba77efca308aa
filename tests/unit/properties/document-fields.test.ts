import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/lib/i18n/locale';
import { MESSAGES } from '@/lib/i18n/messages';
import { describeDocument } from '@/lib/properties/document-fields';
import { CERTIFICATE_FIELDS } from '@/lib/properties/fields/building';
import { FIELD_GROUPS } from '@/lib/properties/fields/groups';

const document = {
  objektkategorie: {
    objektart: { wohnung: { '@wohnungtyp': 'ETAGE' }, haus: [{ '@haustyp': 'VILLA' }, ''] },
    nutzungsart: { '@WOHNEN': 'true' },
  },
  geo: {
    plz: '20095',
    ort: 'Hamburg',
    strasse: 'Kaistraße',
    hausnummer: '3',
    geokoordinaten: { '@breitengrad': '53.5' },
    flurstueck: '17',
    user_defined_simplefield: { '@feldname': 'Klingel', '#text': 'Petersen' },
  },
  preise: {
    kaufpreis: { '#text': '1.200,50', '@auf_anfrage': 'true' },
    waehrung: { '@iso_waehrung': 'eur' },
    stp_garage: { '@anzahl': '2', '@stellplatzmiete': '80', '@fremd': 'x' },
    leer: '',
  },
  flaechen: { wohnflaeche: '88,5', grz: '0.4' },
  ausstattung: {
    bad: { '@DUSCHE': 'true', '@WANNE': 'false', '@SELTSAM': 'vielleicht' },
    kamin: 'ja',
    sauna: 'ein bisschen',
    user_defined_extend: { feld: [{ name: 'Kaffee', wert: 'gut', typ: 'text' }] },
  },
  zustand_angaben: {
    baujahr: '1904',
    zustand: { '@zustand_art': 'TEIL_VOLLRENOVIERT' },
    energiepass: [
      { epart: 'BEDARF', endenergiebedarf: '94.1', gueltig_bis: '2031-05-01', fremdes: 'wert' },
      { epart: 'VERBRAUCH', energieverbrauchkennwert: '120' },
    ],
  },
  infrastruktur: { distanzen: [{ '@distanz_zu': 'FLUGHAFEN', '#text': '12.5' }] },
  kontaktperson: { name: 'Petersen' },
  anhaenge: { anhang: [{ daten: { pfad: 'a.jpg' } }] },
  user_defined_simplefield: { '@feldname': 'Farbe', '#text': 'blau' },
};

const shownBy = (released: boolean) => {
  const described = describeDocument(document, released);
  const fields = described.groups.flatMap((group) => group.fields);
  return { ...described, valuesOf: (key: string) => fields.find((field) => field.key === key)?.values };
};

describe("a property's document", () => {
  it('gives common fields their own names, with values as what they are', () => {
    const { valuesOf, currency } = shownBy(true);
    expect(valuesOf('purchasePrice')).toEqual([{ kind: 'money', amount: 1200.5, onRequest: true }]);
    expect(currency).toBe('EUR');
    expect(valuesOf('livingArea')).toEqual([{ kind: 'area', value: 88.5 }]);
    expect(valuesOf('fireplace')).toEqual([{ kind: 'yes-no', value: true }]);
    expect(valuesOf('bathroom')).toEqual([{ kind: 'words', words: ['Dusche'] }]);
    expect(valuesOf('condition')).toEqual([{ kind: 'words', words: ['Teil vollrenoviert'] }]);
    expect(valuesOf('garage')).toEqual([{ kind: 'parking', count: 2, rent: 80, price: null }]);
    expect(valuesOf('distances')).toEqual([{ kind: 'distance', to: 'Flughafen', kilometres: 12.5 }]);
    expect(valuesOf('built')).toEqual([{ kind: 'text', value: '1904' }]);
  });

  it('shows what cannot be read as it was delivered', () => {
    expect(shownBy(true).valuesOf('sauna')).toEqual([{ kind: 'text', value: 'ein bisschen' }]);
  });

  it('rule 20: keeps every energy certificate and every object type', () => {
    const { certificates, objectTypes } = shownBy(true);
    expect(certificates.map((fields) => fields.map(({ key }) => key))).toEqual([
      ['certificateKind', 'energyDemand', 'validUntil'],
      ['certificateKind', 'energyUse'],
    ]);
    expect(objectTypes).toEqual([
      { type: 'wohnung', words: ['Etage'] },
      { type: 'haus', words: ['Villa'] },
      { type: 'haus', words: [] },
    ]);
  });

  it('rule 20: keeps free fields under the names that they give themselves', () => {
    expect(shownBy(true).free).toEqual([
      { path: 'Klingel', value: 'Petersen' },
      { path: 'Kaffee', value: 'gut' },
      { path: 'Farbe', value: 'blau' },
    ]);
  });

  it("lists everything else once under the format's element names, contact and files apart", () => {
    expect(shownBy(true).rest).toEqual([
      { path: 'objektkategorie / nutzungsart / WOHNEN', value: 'true' },
      { path: 'geo / geokoordinaten / breitengrad', value: '53.5' },
      { path: 'geo / flurstueck', value: '17' },
      { path: 'preise / stp_garage / fremd', value: 'x' },
      { path: 'flaechen / grz', value: '0.4' },
      { path: 'ausstattung / bad / SELTSAM', value: 'vielleicht' },
      { path: 'zustand_angaben / energiepass / fremdes', value: 'wert' },
    ]);
  });

  it('rule 19: gives away nothing of an address that is not released', () => {
    const text = JSON.stringify(shownBy(false));
    for (const hidden of ['Kaistraße', '53.5', 'flurstueck', 'Klingel']) expect(text).not.toContain(hidden);
    expect(shownBy(false).rest.filter(({ path }) => path.startsWith('geo'))).toEqual([]);
  });
});

describe('the fields with words of their own', () => {
  const fields = [...Object.values(FIELD_GROUPS).flat(), ...CERTIFICATE_FIELDS];
  const keys = fields.map(([key]) => key).sort();

  it('are about eighty, each of one element', () => {
    expect(keys.length).toBeGreaterThan(75);
    expect(keys.length).toBeLessThan(110);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(fields.map(([, path]) => path)).size).toBe(fields.length);
  });

  it.each(LOCALES)('have one in %s, and there is none without a field', (locale) => {
    expect(Object.keys(MESSAGES[locale].propertyFields.fields).sort()).toEqual(keys);
    expect(Object.keys(MESSAGES[locale].propertyFields.groups).sort()).toEqual(Object.keys(FIELD_GROUPS).sort());
  });
});
