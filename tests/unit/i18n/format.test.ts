import { expect, test } from 'vitest';
import { createFormat } from '@/lib/i18n/format';
import { LOCALES } from '@/lib/i18n/locale';

const now = new Date('2026-11-21T13:15:00Z');
const formats = LOCALES.map((locale) => createFormat(locale, 'Europe/Berlin', now));
const inAll = (write: (format: (typeof formats)[number]) => string) => formats.map((format) => plain(write(format)));
/** With ordinary spaces: which kind Intl takes is not ours to say. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test('numbers are grouped in every language', () => {
  expect(inAll((format) => format.number(1284))).toEqual(['1,284', '1.284', '1.284']);
});

test.each([
  [0, ['0 B', '0 B', '0 B']],
  [999, ['999 B', '999 B', '999 B']],
  [3_400_000, ['3.4 MB', '3,4 MB', '3,4 MB']],
  [96_200_000, ['96.2 MB', '96,2 MB', '96,2 MB']],
  [999_960, ['1.0 MB', '1,0 MB', '1,0 MB']],
  [412_600_000_000, ['412.6 GB', '412,6 GB', '412,6 GB']],
])('%d bytes read %j', (sizeBytes, texts) => {
  expect(inAll((format) => format.bytes(sizeBytes))).toEqual(texts);
});

test.each([
  [0, '0 s'],
  [400, '0.4 s'],
  [8_000, '8 s'],
  [59_700, '1 min'],
  [65_000, '1 min 5 s'],
  [7_800_000, '2 h 10 min'],
  [273_600_000, '3 d 4 h'],
  [-5_000, '0 s'],
])('%d ms read "%s"', (milliseconds, text) => {
  expect(formats[0]?.duration(milliseconds)).toBe(text);
});

test('percent never says 100 before the end', () => {
  expect([0.58, 0.999, 1].map((fraction) => plain(formats[0]?.percent(fraction) ?? ''))).toEqual([
    '58 %',
    '99 %',
    '100 %',
  ]);
});

test('a moment of today, of this year and of another one', () => {
  expect(inAll((format) => format.time('2026-11-21T13:12:40Z', { seconds: true }).text)).toEqual([
    'Today 14:12:40',
    'Hoy 14:12:40',
    'Heute 14:12:40',
  ]);
  expect(inAll((format) => format.time('2026-11-20T17:30:44Z').text)[0]).toBe('20 Nov 18:30');
  expect(inAll((format) => format.time('2025-11-20T17:30:44Z').text)[0]).toBe('20 Nov 2025 18:30');
});

test('today is a day of the site, not of UTC', () => {
  const late = createFormat('en', 'Europe/Berlin', new Date('2026-11-21T23:30:00Z'));
  expect(late.time('2026-11-21T23:10:00Z').text).toBe('Today 00:10');
  expect(late.time('2026-11-21T22:10:00Z').text).toBe('21 Nov 23:10');
});

test('the full time names its zone', () => {
  expect(formats[0]?.time('2026-11-20T17:30:44Z')).toMatchObject({
    iso: '2026-11-20T17:30:44.000Z',
    title: expect.stringMatching(/18:30:44 (CET|GMT\+1)$/),
  });
});
