import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/lib/i18n/locale';
import { MESSAGES } from '@/lib/i18n/messages';
import { OUTCOME_CODES } from '@/lib/interfaces/codes';
import { CONSEQUENCES, consequenceOf } from '@/lib/interfaces/consequences';
import { ownerOf } from '@/lib/interfaces/owner-of';
import { SUPPLIER_CODES } from '@/lib/interfaces/supplier-codes';
import { MESSAGE_CODES } from '@/lib/openimmo/messages';

const codes = [...Object.keys(MESSAGE_CODES), ...Object.keys(OUTCOME_CODES)];

it('every code that an import says tells what was done instead and whose move it is', () => {
  expect(codes.filter((code) => consequenceOf(code) === null || ownerOf(code) === null)).toEqual([]);
  expect(Object.keys(CONSEQUENCES).filter((code) => !codes.includes(code))).toEqual([]);
});

it('a code that an import does not say has neither', () => {
  expect([consequenceOf('connection-failed'), ownerOf('toString')]).toEqual([null, null]);
});

describe.each(LOCALES)('in %s', (locale) => {
  const { consequences, supplier, messages, outcomes } = MESSAGES[locale];

  it('every code has a sentence', () => {
    const said: Record<string, string> = { ...messages, ...outcomes };
    expect(codes.filter((code) => !said[code]?.trim())).toEqual([]);
  });

  it('every consequence and every owner has words', () => {
    expect(Object.keys(consequences.done).sort()).toEqual([...new Set<string>(Object.values(CONSEQUENCES))].sort());
    expect(Object.keys(consequences.owners).sort()).toEqual(['host', 'software', 'you']);
  });

  it('whatever the sender can mend has a request that stands by itself', () => {
    const requests: Record<string, string> = supplier.requests;
    expect(SUPPLIER_CODES.filter((code) => !/^\p{Lu}.*\.$/u.test(requests[code] ?? ''))).toEqual([]);
    expect(Object.values(requests).filter((text) => /[{}]/.test(text))).toEqual([]);
  });
});
