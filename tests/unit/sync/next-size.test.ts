import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_RECORDS } from '@/lib/protocol/v1';
import { nextSize } from '@/lib/sync/push';

const AIM_MS = 5_000;

test.each([
  ['as long as is aimed at: as many again', 400, AIM_MS, 400],
  ['twice as long: half as many', 400, 2 * AIM_MS, 200],
  ['a hundred times as long: a hundredth', 400, 100 * AIM_MS, 4],
  ['hardly any time: at most twice as many', 400, 20, 800],
  ['no time at all', 400, 0, 800],
  ['a single record that was quick: ten', 1, 20, 10],
  ['a single record that takes a minute: one again', 1, 60_000, 1],
  ['as many as a batch may have: no more', MOST_RECORDS, 20, MOST_RECORDS],
])('a batch that took %s', (_, count, tookMs, expected) => {
  expect(nextSize(count, tookMs)).toBe(expected);
});

test('however slow the central server becomes, the next batch takes five seconds at most or is a single record', () => {
  const record = fc.double({ min: 0.01, max: 20_000, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MOST_RECORDS }), record, (count, msPerRecord) => {
      const next = nextSize(count, count * msPerRecord);
      expect(Number.isInteger(next) && next >= 1 && next <= MOST_RECORDS).toBe(true);
      expect(next === 1 || next * msPerRecord <= AIM_MS * 1.001).toBe(true);
    }),
  );
});

test('where there is time again, a batch is full size after a few', () => {
  let size = 1;
  let batches = 0;
  while (size < MOST_RECORDS && batches < 100) {
    size = nextSize(size, size * 0.5);
    batches += 1;
  }
  expect(batches).toBeLessThanOrEqual(10);
});
