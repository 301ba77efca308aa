import { expect, test } from 'vitest';
import { listDocumentFields } from '@/lib/properties/document-fields';

const document = {
  geo: {
    plz: '20095',
    strasse: 'Kaistraße',
    hausnummer: '3',
    geokoordinaten: { '@breitengrad': '53.5' },
    ort: 'Hamburg',
  },
  zustand_angaben: { baujahr: '1904', energiepass: [{ epart: 'BEDARF' }, { epart: 'VERBRAUCH' }] },
  preise: { kaufpreis: { '#text': '1200', '@auf_anfrage': 'true' }, leer: '' },
  kontaktperson: { name: 'Petersen' },
  anhaenge: { anhang: [{ daten: { pfad: 'a.jpg' } }] },
};

test('every value is listed under its element names, repeated elements one after the other', () => {
  expect(listDocumentFields(document, true)).toEqual([
    { path: 'geo / plz', value: '20095' },
    { path: 'geo / strasse', value: 'Kaistraße' },
    { path: 'geo / hausnummer', value: '3' },
    { path: 'geo / geokoordinaten / breitengrad', value: '53.5' },
    { path: 'geo / ort', value: 'Hamburg' },
    { path: 'zustand_angaben / baujahr', value: '1904' },
    { path: 'zustand_angaben / energiepass / epart', value: 'BEDARF' },
    { path: 'zustand_angaben / energiepass / epart', value: 'VERBRAUCH' },
    { path: 'preise / kaufpreis', value: '1200' },
    { path: 'preise / kaufpreis / auf_anfrage', value: 'true' },
  ]);
});

test('an address that is not released shows its place only', () => {
  const shown = listDocumentFields(document, false).filter((field) => field.path.startsWith('geo'));
  expect(shown.map((field) => field.path)).toEqual(['geo / plz', 'geo / ort']);
});
