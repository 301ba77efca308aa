import { describe, expect, test } from 'vitest';
import de from '@/lib/i18n/messages/de/messages.json';
import en from '@/lib/i18n/messages/en/messages.json';
import es from '@/lib/i18n/messages/es/messages.json';
import { deliveryError } from '@/lib/openimmo/errors';
import { MESSAGE_CODES, message } from '@/lib/openimmo/messages';

const languages: Record<string, Record<string, string>> = { en, de, es };
const codes = Object.entries(MESSAGE_CODES);

function placeholders(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)(?=[},])/g)].map(([, name]) => name ?? '');
}

describe.each(Object.entries(languages))('messages in %s', (_, sentences) => {
  test('every code has a sentence, and there are no others', () => {
    expect(Object.keys(sentences).toSorted()).toEqual(Object.keys(MESSAGE_CODES).toSorted());
  });

  test.each(codes)('%s names only what it is given', (code, [, , params]) => {
    expect(params).toEqual(expect.arrayContaining(placeholders(sentences[code] ?? '')));
    expect(sentences[code]).toMatch(/^[\p{Lu}„“«{"].*[.:!?]$/u);
  });

  test('what the sender has to be told is said in every language: an error says that nothing was changed', () => {
    const said = { en: 'Nothing was changed', de: 'Es wurde nichts geändert', es: 'No se ha cambiado nada' };
    const phrase =
      said[(Object.keys(languages).find((key) => languages[key] === sentences) ?? 'en') as keyof typeof said];
    const errors = codes.filter(([code, [severity]]) => severity === 'error' && code.startsWith('F-'));
    const silent = errors.filter(([code]) => !sentences[code]?.includes(phrase)).map(([code]) => code);
    expect(silent).toEqual(['F-attachment-gone']);
  });
});

describe('a message', () => {
  test('quotes no more than the beginning of a long value', () => {
    const said = message('R-number', { element: 'preise/kaufpreis', received: 'x'.repeat(10_000) });
    expect(said.received).toHaveLength(201);
    expect(said).toMatchObject({ severity: 'warning', element: 'preise/kaufpreis', line: null });
  });

  test('is part of the error, as data', () => {
    const error = deliveryError('F-xml-doctype', { file: 'a.xml', line: 3 });
    expect(error).toMatchObject({ code: 'F-xml-doctype', retryable: false, details: { file: 'a.xml', line: 3 } });
    expect(error.said).toMatchObject({ code: 'F-xml-doctype', severity: 'error', line: 3 });
  });
});
