import { expect, test } from 'vitest';
import { INTERVAL_CHOICES, intervalInWords } from '@/lib/sync/schedule/interval';

test('an interval is said in the largest unit that divides it', () => {
  expect(intervalInWords(1)).toEqual({ unit: 'minutes', count: 1 });
  expect(intervalInWords(45)).toEqual({ unit: 'minutes', count: 45 });
  expect(intervalInWords(90)).toEqual({ unit: 'minutes', count: 90 });
  expect(intervalInWords(120)).toEqual({ unit: 'hours', count: 2 });
  expect(intervalInWords(1_440)).toEqual({ unit: 'days', count: 1 });
  expect(intervalInWords(10_080)).toEqual({ unit: 'days', count: 7 });
});

test('every choice is a whole number of minutes between one minute and seven days, in order', () => {
  expect([...INTERVAL_CHOICES].sort((a, b) => a - b)).toEqual([...INTERVAL_CHOICES]);
  expect(INTERVAL_CHOICES[0]).toBe(1);
  expect(INTERVAL_CHOICES.at(-1)).toBe(7 * 24 * 60);
});
