import { expect, test } from 'vitest';
import { pollEveryMs, retryAfterMs } from '@/app/(console)/_shell/poll-times';

test('the state is asked for every 2 s while a run goes, every 30 s otherwise', () => {
  expect(pollEveryMs(true)).toBe(2_000);
  expect(pollEveryMs(false)).toBe(30_000);
});

test('after errors it is asked for ever more rarely, at least once a minute', () => {
  const waits = [1, 2, 3, 4, 5, 50].map(retryAfterMs);
  expect(waits).toEqual([4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});
