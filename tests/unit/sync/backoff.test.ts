import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jitterOf, type LastFailure, nextTryAt } from '@/lib/sync/schedule/backoff';

const at = (time: string) => new Date(`2026-11-21T${time}Z`);
const failure: LastFailure = {
  queuedAt: at('14:00:00'),
  finishedAt: at('14:00:10'),
  rule: 'soon',
  scheduledFailures: 1,
  jitter: 0,
};
const every = (intervalMinutes: number) => ({ intervalMinutes, times: null, zone: 'UTC' });
const secondsAfter = (change: Partial<LastFailure>) =>
  ((nextTryAt({ ...failure, ...change }, every(15))?.getTime() ?? 0) - failure.finishedAt.getTime()) / 1000;

test('tries follow after 1, 2, 4 … minutes and never more than an hour', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 500].map((scheduledFailures) => secondsAfter({ scheduledFailures }) / 60);
  expect(delays).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test('a failure by hand alone is followed by a try after a minute: impatience does not lengthen the waiting', () => {
  expect(secondsAfter({ scheduledFailures: 0 })).toBe(60);
});

test('jitter shortens a delay by at most a half, so that it never exceeds the hour', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, jitter) => {
      const whole = secondsAfter({ scheduledFailures: failures });
      const shortened = secondsAfter({ scheduledFailures: failures, jitter });
      expect(shortened).toBeLessThanOrEqual(whole);
      expect(shortened).toBeGreaterThanOrEqual(whole / 2 - 0.001);
      expect(whole).toBeLessThanOrEqual(3600);
    }),
  );
});

test('what the central server asks for is waited, an hour at most', () => {
  expect(secondsAfter({ waitAtLeastSeconds: 300 })).toBe(300);
  expect(secondsAfter({ waitAtLeastSeconds: 5 })).toBe(60);
  expect(secondsAfter({ waitAtLeastSeconds: 1e9 })).toBe(3600);
});

test.each([
  [1, '15:00:00'],
  [5, '15:00:00'],
  [15, '15:00:00'],
  [60, '15:00:00'],
  [360, '18:00:00'],
])('where a person must act first, slots of %i minutes go on at most once an hour', (interval, expected) => {
  expect(nextTryAt({ ...failure, rule: 'hourly' }, every(interval))).toEqual(at(expected));
});

test('where a person must act first, times less than an hour after the failure are passed over', () => {
  const times = { intervalMinutes: null, times: '30 14 * * *\n15 15 * * *', zone: 'UTC' };
  expect(nextTryAt({ ...failure, rule: 'hourly' }, times)).toEqual(at('15:15:00'));
});

test('the jitter is the same for every instance, and differs from run to run', () => {
  const ids = Array.from({ length: 200 }, () => crypto.randomUUID());
  const values = ids.map(jitterOf);
  expect(ids.map(jitterOf)).toEqual(values);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeGreaterThan(0.35);
  expect(new Set(values).size).toBeGreaterThan(190);
});
