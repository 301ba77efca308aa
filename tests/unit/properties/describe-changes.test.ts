import { describe, expect, it } from 'vitest';
import { describeChanges } from '@/lib/properties/describe-changes';
import { isAddressField } from '@/lib/properties/public-geo';

describe('what changed of a record', () => {
  it('is said once: an element is left out where a column says the same', () => {
    const columns = { title: ['Alt', 'Neu'], price: [100, 120] } as Record<string, [unknown, unknown]>;
    const document = {
      'freitexte/objekttitel': ['Alt', 'Neu'],
      'preise/kaufpreis': ['100', '120.00'],
      'preise/kaltmiete': ['5', '6'],
      'ausstattung/sauna': [null, 'true'],
    } as Record<string, [unknown, unknown]>;
    expect(describeChanges(columns, document)).toEqual({
      title: ['Alt', 'Neu'],
      price: [100, 120],
      'preise/kaltmiete': ['5', '6'],
      'ausstattung/sauna': [null, 'true'],
    });
  });

  it('writes an element with attributes or parts as one line, and cuts long texts', () => {
    const changes = describeChanges(
      { description: [null, 'x'.repeat(900)] },
      {
        'preise/mieteinnahmen_ist': [{ '#text': '12', '@periode': 'JAHR' }, '13'],
        'zustand_angaben/energiepass': [null, [{ epart: 'BEDARF' }, { epart: 'VERBRAUCH', gueltig_bis: '2030' }]],
      },
    );
    expect(changes.description?.[1]).toBe(`${'x'.repeat(500)}…`);
    expect(changes['preise/mieteinnahmen_ist']).toEqual(['12, periode: JAHR', '13']);
    expect(changes['zustand_angaben/energiepass']).toEqual([
      null,
      'epart: BEDARF; epart: VERBRAUCH, gueltig_bis: 2030',
    ]);
  });
});

it('rule 19: an address is told by columns and by elements, the place is not', () => {
  expect(['street', 'latitude', 'geo/strasse', 'geo/flurstueck'].every(isAddressField)).toBe(true);
  expect(['city', 'geo/ort', 'geo/plz', 'title', 'preise/kaufpreis'].some(isAddressField)).toBe(false);
});
