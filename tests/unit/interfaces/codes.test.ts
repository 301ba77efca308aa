import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';
import { OUTCOME_CODES, type OutcomeCode } from '@/lib/interfaces/codes';
import { MESSAGE_CODES } from '@/lib/openimmo/messages';

const codes = Object.keys(OUTCOME_CODES) as OutcomeCode[];

describe.each(['en', 'es', 'de'] as const)('the texts of outcomes in %s', (locale) => {
  it.each(codes)('have a sentence for %s that names its values and no others', (code) => {
    const names = OUTCOME_CODES[code][2];
    const values = Object.fromEntries(
      names.map((name) => [name, /records|count|failed|stock|kept|removals/.test(name) ? 2 : name]),
    );
    const problems: unknown[] = [];
    const translate = createTranslator({
      locale,
      messages: MESSAGES[locale],
      namespace: 'outcomes',
      onError: (error) => problems.push(error),
    });
    const sentence = translate(code as never, values as never) as string;
    expect(problems).toEqual([]);
    expect(sentence).toMatch(/[.]$/);
    expect(sentence).not.toMatch(/[{}]/);
  });

  it('have no sentence that no code says', () => {
    expect(Object.keys(MESSAGES[locale].outcomes).sort()).toEqual([...codes].sort());
  });
});

it('says nothing that the reader says already', () => {
  expect(codes.filter((code) => code in MESSAGE_CODES)).toEqual([]);
});
