import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEIGHT, namedDays, niceTop, stackBars } from '@/app/(console)/_overview/chart-geometry';

describe('the bars of a day', () => {
  const count = fc.integer({ min: 0, max: 100_000 });

  it('lie on one another from the lower edge, within the picture, whatever happened', () => {
    fc.assert(
      fc.property(count, count, count, (done, problems, failed) => {
        const bars = stackBars({ done, problems, failed }, niceTop(done + problems + failed));
        let edge = HEIGHT;
        for (const { y, height } of bars) {
          expect(y + height).toBeCloseTo(edge, 6);
          expect(height).toBeGreaterThan(0);
          edge = y;
        }
        expect(edge).toBeGreaterThanOrEqual(-1e-6);
      }),
    );
  });

  it('show one failure among a hundred thousand runs', () => {
    const bars = stackBars({ done: 100_000, problems: 0, failed: 1 }, 100_000);
    expect(bars.map(({ kind }) => kind)).toEqual(['failed', 'done']);
    expect(bars[0]?.height).toBeGreaterThanOrEqual(4);
  });

  it('are none on a day without runs', () => {
    expect(stackBars({ done: 0, problems: 0, failed: 0 }, 1)).toEqual([]);
  });
});

it.each([
  [0, 1],
  [1, 1],
  [3, 5],
  [10, 10],
  [11, 20],
  [99, 100],
  [288, 500],
  [1_000_001, 2_000_000],
])('an axis for %d ends at %d', (largest, top) => {
  expect(niceTop(largest)).toBe(top);
});

it('the first and the last day have a word, and no more than asked for', () => {
  expect(namedDays(30)).toEqual([0, 10, 19, 29]);
  expect(namedDays(2)).toEqual([0, 1]);
});
