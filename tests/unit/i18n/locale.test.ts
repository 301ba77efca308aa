import { expect, test } from 'vitest';
import { chooseLocale, matchAcceptLanguage } from '@/lib/i18n/locale';

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

const BROWSER = 'es-ES,es;q=0.9';

test.each([
  ['the user’s setting is followed, whatever cookie and browser say', 'de', 'en', BROWSER, 'de'],
  ['without a setting the cookie is followed, whatever the browser says', null, 'en', BROWSER, 'en'],
  ['the same for who is not signed in', undefined, 'de', BROWSER, 'de'],
  ['without setting and cookie the browser is followed', null, undefined, BROWSER, 'es'],
  ['a setting in a language that there is no longer counts as none', 'fr', 'de', BROWSER, 'de'],
  ['a cookie that somebody else wrote counts as none', null, 'fr', BROWSER, 'es'],
  ['where nobody says anything', null, '', null, 'en'],
])('%s', (_, setting, cookie, acceptLanguage, locale) => {
  expect(chooseLocale({ setting, cookie, acceptLanguage })).toBe(locale);
});
