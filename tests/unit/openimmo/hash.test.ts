import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, hashRecord } from '@/lib/openimmo/hash';
import type { JsonValue } from '@/lib/openimmo/types';
import { attachmentXml, element, oneProperty, readOne } from '../../support/openimmo';

const geo = '<geo><ort>Ulm</ort><plz>89073</plz></geo>';
const hashOf = async (...sections: string[]) => hashRecord(await readOne(oneProperty({ sections })));

describe('the content hash', () => {
  test('does not see the order of elements, white space between them, or where the record stood', async () => {
    const one = await hashOf(geo, '<flaechen/>');
    expect(await hashOf('<flaechen/>', '\n\n  <geo>\n <plz>89073</plz><ort> Ulm </ort></geo>')).toBe(one);
  });

  test.each([
    ['a value', '<geo><ort>Neu-Ulm</ort><plz>89073</plz></geo>'],
    ['an attribute', '<geo a="1"><ort>Ulm</ort><plz>89073</plz></geo>'],
    ['a field nobody knows', '<geo><ort>Ulm</ort><plz>89073</plz><x>1</x></geo>'],
    ['an attachment', geo + element('anhaenge', {}, attachmentXml('https://example.org/a.jpg'))],
  ])('sees %s', async (_, changed) => {
    expect(await hashOf(changed)).not.toBe(await hashOf(geo));
  });

  test('sees the order of attachments', async () => {
    const [a, b] = [attachmentXml('https://example.org/a.jpg'), attachmentXml('https://example.org/b.jpg')];
    expect(await hashOf(element('anhaenge', {}, a, b))).not.toBe(await hashOf(element('anhaenge', {}, b, a)));
  });

  test('two values have one text only when they are equal', () => {
    const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(canonical(a) === canonical(b)).toBe(JSON.stringify(sortKeys(a)) === JSON.stringify(sortKeys(b)));
      }),
    );
  });
});

function sortKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return ['list', ...value.map(sortKeys)];
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return ['object', ...sorted.flatMap(([key, inner]) => [key, sortKeys(inner)])];
}
