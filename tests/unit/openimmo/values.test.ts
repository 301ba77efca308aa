import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBoolean } from '@/lib/openimmo/values/boolean';
import { readDecimal } from '@/lib/openimmo/values/decimal';
import { cleanLine, cleanText } from '@/lib/openimmo/values/text';
import { readDay, readMoment } from '@/lib/openimmo/values/time';

describe('rule 15: numbers', () => {
  test.each([
    ['123.45', '123.45'],
    ['123,45', '123.45'],
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1,234,567.89', '1234567.89'],
    ['1.234.567', '1234567'],
    ['1.234', '1.234'],
    ['1 234', '1234'],
    ['1\u00a0234\u202f567,5', '1234567.5'],
    ["1'234.50", '1234.5'],
    ['€ 99', '99'],
    ['99 €', '99'],
    ['EUR 1.250.000,-', '1250000'],
    ['450.000,-- EUR', '450000'],
    ['450,000.- CHF', '450000'],
    ['1.250.000.-', '1250000'],
    ['450,-', '450'],
    ['85 m²', '85'],
    ['3.5', '3.5'],
    ['0007', '7'],
    ['0.00', '0'],
    ['-0', '0'],
    ['-12,5', '-12.5'],
    ['+3', '3'],
    [',5', '0.5'],
    ['5.', '5'],
  ])('%j is %s', (text, value) => {
    expect(readDecimal(text)).toMatchObject({ kind: 'number', value });
  });

  test.each([
    '1e5',
    'NaN',
    'ab 500',
    '1.2.3',
    '12 34',
    '1,23,456',
    '1.234.56',
    '500-600',
    '--',
    '9'.repeat(16),
    '1'.repeat(1000),
  ])('%j is no number', (text) => {
    expect(readDecimal(text)).toEqual({ kind: 'invalid' });
  });

  test('nothing is nothing', () => {
    expect(readDecimal(' \u00a0 ')).toEqual({ kind: 'empty' });
  });

  test('every amount is read alike in all notations', () => {
    const grouped = (digits: string, separator: string) => digits.replace(/\B(?=(\d{3})+$)/g, separator);
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.integer({ min: 1, max: 99 }), (whole, cents) => {
        const [integer, fraction] = [String(whole), String(cents).padStart(2, '0')];
        const value = `${integer}.${fraction}`.replace(/0+$/, '');
        const notations = [
          `${integer}.${fraction}`,
          `${integer},${fraction}`,
          `${grouped(integer, '.')},${fraction}`,
          `${grouped(integer, ',')}.${fraction}`,
          `${grouped(integer, ' ')},${fraction} €`,
          `${grouped(integer, "'")}.${fraction}`,
        ];
        for (const notation of notations) expect(readDecimal(notation)).toMatchObject({ value });
      }),
    );
  });

  test('any text is a canonical number or none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const number = readDecimal(text);
        if (number.kind === 'number') expect(number.value).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
    );
  });
});

describe('rule 16: booleans', () => {
  test.each([
    ['true', true],
    ['TRUE', true],
    ['1', true],
    ['Ja', true],
    [' yes ', true],
    ['false', false],
    ['0', false],
    ['Nein', false],
    ['no', false],
    ['', null],
    ['vielleicht', 'invalid'],
    ['2', 'invalid'],
  ])('%j is %s', (text, value) => {
    expect(readBoolean(text)).toBe(value);
  });
});

describe('rule 17: days stay days', () => {
  test.each([
    ['2025-03-01', '2025-03-01'],
    ['01.03.2025', '2025-03-01'],
    ['1.3.2025', '2025-03-01'],
    ['20250301', '2025-03-01'],
    ['2025-03-01Z', '2025-03-01'],
    ['2025-03-01+02:00', '2025-03-01'],
    ['2025-03-01T23:59:59.999-11:00', '2025-03-01'],
    ['01.03.2025 14:30 Uhr', '2025-03-01'],
    ['2024-02-29', '2024-02-29'],
    ['', null],
    ['2025-02-29', 'invalid'],
    ['2025-13-01', 'invalid'],
    ['0000-00-00', 'invalid'],
    ['sofort', 'invalid'],
    ['2025-03-01 bald', 'invalid'],
  ])('%j is %s', (text, value) => {
    expect(readDay(text)).toBe(value);
  });
});

describe('rule 17: moments are UTC, and Berlin where no zone is given', () => {
  test.each([
    ['2025-03-01T12:00:00Z', '2025-03-01T12:00:00.000Z'],
    ['2025-03-01T12:00:00+02:00', '2025-03-01T10:00:00.000Z'],
    ['2025-03-01T12:00:00.123456+0530', '2025-03-01T06:30:00.123Z'],
    ['2025-03-01T12:00:00', '2025-03-01T11:00:00.000Z'],
    ['2025-07-01 12:00', '2025-07-01T10:00:00.000Z'],
    ['01.07.2025 12:00:30', '2025-07-01T10:00:30.000Z'],
    ['2025-07-01', '2025-06-30T22:00:00.000Z'],
    ['2025-03-30T01:59:59', '2025-03-30T00:59:59.000Z'],
    ['2025-03-30T03:00:00', '2025-03-30T01:00:00.000Z'],
    ['', null],
    ['2025-03-01T25:00:00', 'invalid'],
    ['gestern', 'invalid'],
  ])('%j is %s', (text, value) => {
    expect(readMoment(text)).toBe(value);
  });
});

describe('rule 18: texts', () => {
  test.each([
    ['a\r\nb\rc', 'a\nb\nc'],
    ['  viel   Platz \n\n\n\n unten ', 'viel Platz\n\nunten'],
    ['<p>Eins</p><p>Zwei</p>', 'Eins\nZwei'],
    ['Eins<br>Zwei<BR/>Drei', 'Eins\nZwei\nDrei'],
    ['<ul><li>Bad</li><li>Küche</li></ul>', '• Bad\n• Küche'],
    ['K&uuml;che &amp; Bad&nbsp;neu', 'Küche & Bad neu'],
    ['&#228;&#xe4;', 'ää'],
    ['Preis < 500 und > 300', 'Preis < 500 und > 300'],
    ['<script>alert(1)</script>x<style>p{}</style>', 'x'],
    ['a<!-- b -->c', 'ac'],
    ['&lt;img src=x onerror=alert(1)&gt;y', 'y'],
    ['<<b>script>z', 'z'],
    ['a\u0007b\u202ec\u200bd', 'abcd'],
    ['👩‍👧 Familie', '👩‍👧 Familie'],
    [' \n ', null],
  ])('%j becomes %j', (raw, clean) => {
    expect(cleanText(raw)).toBe(clean);
  });

  test('one line stays one line', () => {
    expect(cleanLine(' Am\n Kai\t<b>7</b> ')).toBe('Am Kai 7');
    expect(cleanLine('Am Kai 7')).toBe('Am Kai 7');
  });

  test('no text comes out with a tag in it, and cleaning twice changes nothing', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      'b',
      'script',
      '!--',
      '-->',
      '&lt;',
      '&gt;',
      ' ',
      '\n',
      'x',
      '&amp;',
      '&#60;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const clean = cleanText(pieces.join('')) ?? '';
        expect(clean).not.toMatch(/<\/?[a-z!?][^<>]*>/i);
      }),
    );
  });

  test.each(['<', '<!--', '<script>', '<script', '&', '&#', '\n ', ' \u00a0', '<b'])(
    '%j repeated to a million characters does not hang',
    (piece) => {
      const clean = cleanText(piece.repeat(1_000_000 / piece.length)) ?? '';
      expect(clean.length).toBeLessThanOrEqual(1_000_000);
    },
  );
});
