import { expect, test } from 'vitest';
import { waitingText } from '@/app/(console)/_shell/waiting-text';
import type { Locale } from '@/lib/i18n/locale';
import { MESSAGES } from '@/lib/i18n/messages';

const textOf = (locale: Locale, count: number, capped = false) =>
  waitingText({ count, capped }, MESSAGES[locale].nav.syncEntry, locale);

test.each([
  ['en', '0', '0 records waiting to be sent'],
  ['es', '0', '0 registros esperan ser enviados'],
  ['de', '0', '0 Änderungen warten auf Übertragung'],
] as const)('nothing waits, in %s', (locale, badge, sentence) => {
  expect(textOf(locale, 0)).toEqual({ badge, sentence });
});

test('a single record is said as one', () => {
  expect(textOf('en', 1)).toEqual({ badge: '1', sentence: '1 record waiting to be sent' });
  expect(textOf('es', 1)).toEqual({ badge: '1', sentence: '1 registro espera ser enviado' });
  expect(textOf('de', 1)).toEqual({ badge: '1', sentence: '1 Änderung wartet auf Übertragung' });
});

test('up to 10,000 the number is exact, in the badge as in the sentence', () => {
  expect(textOf('en', 9_999).badge).toBe('9,999');
  expect(textOf('en', 10_000)).toEqual({ badge: '10,000', sentence: '10,000 records waiting to be sent' });
});

test.each([
  ['en', '10,000+', 'More than 10,000 records waiting to be sent'],
  ['es', '10.000+', 'Más de 10.000 registros esperan ser enviados'],
  ['de', '10.000+', 'Mehr als 10.000 Änderungen warten auf Übertragung'],
] as const)('above 10,000 both say that there are more, in %s', (locale, badge, sentence) => {
  expect(textOf(locale, 10_000, true)).toEqual({ badge, sentence });
});
