import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashRecord } from '@/lib/openimmo/hash';
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

  test('sees which of two types of object comes first, because that one is shown', async () => {
    const types = (...names: string[]) =>
      `<objektkategorie><objektart>${names.map((name) => `<${name}/>`).join('')}</objektart></objektkategorie>`;
    expect(await hashOf(types('haus', 'parken'))).not.toBe(await hashOf(types('parken', 'haus')));
  });

  test('does not see in which order many elements come, and sees in which order equal ones do', async () => {
    const many = Array.from({ length: 60 }, (_, index) => `<n${index}>${index}</n${index}>`);
    expect(await hashOf(`<geo>${many.join('')}</geo>`)).toBe(await hashOf(`<geo>${many.toReversed().join('')}</geo>`));
    expect(await hashOf('<geo><a>1</a><b/><a>2</a></geo>')).toBe(await hashOf('<geo><a>1</a><a>2</a><b/></geo>'));
    expect(await hashOf('<geo><a>1</a><a>2</a></geo>')).not.toBe(await hashOf('<geo><a>2</a><a>1</a></geo>'));
  });

  test('is the same for whatever order of elements', async () => {
    const section = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(section, fc.integer(), async (names, seed) => {
        const markup = names.map((name, index) => `<${name} b="1" a="2">${index}</${name}>`);
        const mixed = markup.map((one, index) => ({ one, at: Math.sin(seed + index) }));
        const shuffled = mixed
          .toSorted((x, y) => x.at - y.at)
          .map(({ one }) => one.replace('b="1" a="2"', 'a="2" b="1"'));
        expect(await hashOf(`<geo>${shuffled.join('')}</geo>`)).toBe(await hashOf(`<geo>${markup.join('')}</geo>`));
      }),
      { numRuns: 60 },
    );
  });
});
