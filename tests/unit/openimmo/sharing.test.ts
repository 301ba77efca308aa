import { describe, expect, test } from 'vitest';
import { oneProperty, readOne, textElement } from '../../support/openimmo';

describe('sharing', () => {
  const shared = async (...technical: string[]) => {
    const { columns, warnings } = await readOne(oneProperty({ technical }));
    const { sharedGenerally, sharedWith, notSharedWith } = columns;
    return { sharedGenerally, sharedWith, notSharedWith, warnings };
  };

  test('missing flags mean not shared', async () => {
    const none = { sharedGenerally: false, sharedWith: [], notSharedWith: [], warnings: [] };
    expect(await shared()).toEqual(none);
    expect(await shared('<weitergabe_generell/>', '<weitergabe_positiv> </weitergabe_positiv>')).toEqual(none);
  });

  test.each([
    ['true', true],
    ['1', true],
    ['JA', true],
    ['false', false],
    ['0', false],
  ])('weitergabe_generell: %j', async (text, expected) => {
    const read = await shared(textElement('weitergabe_generell', text));
    expect(read).toMatchObject({ sharedGenerally: expected, warnings: [] });
  });

  test('an unknown word is not shared, with a warning', async () => {
    expect(await shared(textElement('weitergabe_generell', 'vielleicht'))).toMatchObject({
      sharedGenerally: false,
      warnings: [{ code: 'R-boolean', received: 'vielleicht', element: 'verwaltung_techn/weitergabe_generell' }],
    });
  });

  test.each([
    ['nord.example,sued.example'],
    ['nord.example; sued.example'],
    ['NORD.example\n\t sued.EXAMPLE'],
    ['https://www.nord.example/immobilien | www.sued.example.'],
    ['sued.example, nord.example, sued.example,'],
  ])('a list in any way of writing: %j', async (text) => {
    const expected = ['nord.example', 'sued.example'];
    expect(await shared(textElement('weitergabe_positiv', text))).toMatchObject({ sharedWith: expected });
    expect(await shared(textElement('weitergabe_negativ', text))).toMatchObject({ notSharedWith: expected });
  });

  test('an element per domain; letters of other alphabets as the network writes them', async () => {
    const elements = ['münchen.example', 'kiel.example'].map((name) => textElement('weitergabe_positiv', name));
    expect(await shared(...elements)).toMatchObject({ sharedWith: ['kiel.example', 'xn--mnchen-3ya.example'] });
  });

  test('a list that is too long shares with nobody, because cutting it could hide an exclusion', async () => {
    const domains = Array.from({ length: 501 }, (_, n) => `site-${n}.example`).join(',');
    const flags = [textElement('weitergabe_generell', 'true'), textElement('weitergabe_negativ', domains)];
    expect(await shared(...flags)).toMatchObject({
      sharedGenerally: false,
      sharedWith: [],
      warnings: [{ code: 'R-domains', params: { count: 501, limit: 500 } }],
    });
  });
});
