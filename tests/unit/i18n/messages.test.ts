import compile from 'icu-minify/compile';
import { createTranslator } from 'use-intl/core';
import { describe, expect, test } from 'vitest';
import { ERROR_CATALOG } from '@/lib/error-catalog';
import formatMessage from '@/lib/i18n/format-message';
import { LOCALES } from '@/lib/i18n/locale';
import { MESSAGES } from '@/lib/i18n/messages';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

/** The arguments that a message names: what follows a brace that opens in text, not the branches of a plural. */
function argumentsOf(message: string): string[] {
  let depth = 0;
  const names = new Set<string>();
  for (const match of message.matchAll(/\{\s*(\w*)|\}/g)) {
    if (match[0] === '}') depth -= 1;
    else {
      if (depth % 2 === 0) names.add(match[1] ?? '');
      depth += 1;
    }
  }
  return [...names].sort();
}

/** Whether a message wants a number for this argument. */
const isCounted = (message: string, name: string) => new RegExp(`\\{\\s*${name}\\s*,\\s*(plural|number)`).test(message);

const bracketed = (chunks: unknown) => `[${String(chunks)}]`;

const raise = (error: Error) => {
  throw error;
};

const english = flatten(MESSAGES.en);

describe.each(LOCALES.filter((locale) => locale !== 'en'))('%s', (locale) => {
  const other = flatten(MESSAGES[locale]);

  test('has every key of the English messages and no other', () => {
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('names the same arguments in every message', () => {
    const different = [...english].filter(
      ([key, text]) => argumentsOf(text).join() !== argumentsOf(other.get(key) ?? '').join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });
});

describe.each(LOCALES)('every message in %s', (locale) => {
  const all = [...flatten(MESSAGES[locale])];

  test('can be parsed and says something', () => {
    const broken = all.filter(([, text]) => {
      try {
        compile(text);
        return text.trim() === '';
      } catch {
        return true;
      }
    });
    expect(broken).toEqual([]);
  });

  test.each([0, 1, 2, 1_234_567, null, undefined])('reads as the library would write it, with %s', (value) => {
    const t = createTranslator({ locale, messages: MESSAGES[locale], timeZone: 'UTC', onError: raise });
    const different = all.filter(([key, text]) => {
      const values = {
        ...Object.fromEntries(argumentsOf(text).map((name) => [name, isCounted(text, name) ? (value ?? 3) : value])),
        ...Object.fromEntries([...text.matchAll(/<(\w+)>/g)].map(([, tag]) => [tag, bracketed])),
      };
      return (
        formatMessage(key, text, values as never, { locale, timeZone: 'UTC' }) !==
        t.markup(key as never, values as never)
      );
    });
    expect(different).toEqual([]);
  });

  test('names the same owner for every error code of one owner', () => {
    const phrases = new Map<string, Set<string>>();
    for (const [code, { owner }] of Object.entries(ERROR_CATALOG)) {
      const texts = MESSAGES[locale].errors[code as keyof typeof ERROR_CATALOG];
      phrases.set(owner, (phrases.get(owner) ?? new Set()).add(texts.owner));
    }
    expect([...phrases].filter(([, texts]) => texts.size !== 1)).toEqual([]);
  });
});

describe.each(LOCALES)('the help on errors in %s', (locale) => {
  const codes = Object.keys(ERROR_CATALOG) as (keyof typeof ERROR_CATALOG)[];
  const { errors, errorHelp } = MESSAGES[locale];

  test('every code says what happened, whose move it is, what to do, what it means, and step by step what helps', () => {
    const lacking = codes.flatMap((code) => {
      const { sentence, owner, action } = errors[code] ?? {};
      const { meaning, steps } = errorHelp.codes[code] ?? {};
      return [sentence, owner, action, meaning, steps].every((text) => text?.trim()) ? [] : [code];
    });
    expect(lacking).toEqual([]);
    expect(Object.keys(errorHelp.codes).sort()).toEqual([...codes].sort());
  });

  test('a sentence that needs a value of the case has a title that needs none', () => {
    const titles: Record<string, string> = errorHelp.titles;
    const needs = codes.filter((code) => /\{\w+\}/.test(errors[code].sentence.replace(/\{\w+, select.*\}/, '')));
    expect(needs.filter((code) => !titles[code])).toEqual([]);
    expect(Object.values(titles).filter((title) => title.includes('{'))).toEqual([]);
  });

  test('has as many steps as in English, none of them empty', () => {
    const stepsOf = (texts: typeof errorHelp, code: (typeof codes)[number]) => texts.codes[code].steps.split('\n');
    const different = codes.filter((code) => {
      const steps = stepsOf(errorHelp, code);
      return steps.some((step) => !step.trim()) || steps.length !== stepsOf(MESSAGES.en.errorHelp, code).length;
    });
    expect(different).toEqual([]);
  });
});

test('a value that a message wants and does not get is named', () => {
  const write = () => formatMessage('nav.x', '{sent} of {total}', { sent: 1 }, { locale: 'en', timeZone: 'UTC' });
  expect(write).toThrow('"total"');
});

test('the arguments of nested plurals are found, their branches are not', () => {
  expect(argumentsOf('{a, plural, one {{b} thing} other {{c, number} # things}} {d}')).toEqual(['a', 'b', 'c', 'd']);
});

test('the navigation uses the fixed words', () => {
  const words = (key: keyof typeof MESSAGES.en.nav) => LOCALES.map((locale) => MESSAGES[locale].nav[key]);
  expect(words('sync')).toEqual(['Sync', 'Sincronización', 'Synchronisation']);
  expect(words('interfaces')).toEqual(['Interfaces', 'Interfaces', 'Schnittstellen']);
  const waiting = LOCALES.map((locale) => MESSAGES[locale].nav.syncEntry.waitingOther.replace('{count}', '3'));
  expect(waiting).toEqual([
    '3 records waiting to be sent',
    '3 registros esperan ser enviados',
    '3 Änderungen warten auf Übertragung',
  ]);
});
