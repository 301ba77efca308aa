import { expect, test } from 'vitest';
import { matchAcceptLanguage } from '@/lib/i18n/locale';

test.each([
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['fr-FR,fr;q=0.9,es;q=0.5,en;q=0.4', 'es'],
  ['en;q=0.4, de;q=0.7', 'de'],
  ['de;q=0, es', 'es'],
  ['fr', 'en'],
  ['*', 'en'],
  ['', 'en'],
  [null, 'en'],
  [';;;=,,,', 'en'],
])('Accept-Language %j is answered in %s', (header, locale) => {
  expect(matchAcceptLanguage(header)).toBe(locale);
});
