import { createTranslator } from 'use-intl/core';
import { describe, expect, test } from 'vitest';
import { LOCALES } from '@/lib/i18n/locale';
import { MESSAGES } from '@/lib/i18n/messages';
import { problemValues } from '@/lib/web/problem-values';

const KINDS = ['name-not-found', 'refused', 'tls', 'timeout', 'cut'];

describe.each(LOCALES)('in %s', (locale) => {
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: 'errors' });
  const sentence = (code: 'connection-failed' | 'version-too-old', details: Record<string, string | number>) =>
    t(`${code}.sentence`, problemValues(String(t.raw(`${code}.sentence`)), details) as never);

  test('a connection that failed says in which way: name, refused, TLS, timeout and cut are told apart', () => {
    const sentences = KINDS.map((kind) => sentence('connection-failed', { kind, host: 'central.example.org' }));
    expect(new Set(sentences).size).toBe(KINDS.length);
    expect(sentences.every((text) => text.includes('central.example.org'))).toBe(true);
    expect(sentence('connection-failed', {})).toBe(sentence('connection-failed', { kind: 'of a newer version' }));
    expect(sentence('connection-failed', {})).not.toContain('–');
  });

  test('a version that does not fit names what was received and what is understood', () => {
    const text = sentence('version-too-old', { received: '1', min: 2, max: 3 });
    expect(text).toMatch(/1.*2.*3/);
  });
});

test('what a sentence names and the details lack reads as a dash, or as told', () => {
  expect(problemValues('{a} and {b}', { a: 'x-y' })).toEqual({ a: 'x-y', b: '–' });
});
