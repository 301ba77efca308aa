import { expect, test } from 'vitest';
import { AppError } from '@/lib/errors';
import { LIMITS } from '@/lib/openimmo/limits';
import { MOST_FILE_BYTES } from '@/lib/protocol/files';
import { retry } from '@/lib/sync/retry';

const passing = () => new AppError('connection-failed', {}, { retryable: true });
const rule = { delaysMs: [1, 1], signal: undefined };

/** Fails so many times, then answers how often it was called. */
function failing(times: number, make: () => Error = passing) {
  let calls = 0;
  return async () => {
    calls++;
    if (calls <= times) throw make();
    return calls;
  };
}

test('an error that may pass is tried again as often as there are delays', async () => {
  expect(await retry(rule, failing(2))).toBe(3);
  await expect(retry(rule, failing(3))).rejects.toMatchObject({ code: 'connection-failed' });
});

test('a try that came further begins the delays anew, up to a number of tries', async () => {
  expect(await retry(rule, failing(50), { hasMoved: () => true })).toBe(51);
  await expect(retry(rule, failing(50), { hasMoved: () => true, mostTries: 10 })).rejects.toThrow();
});

test('an error that does not pass, a bug and an aborted signal end it at once', async () => {
  await expect(
    retry(
      rule,
      failing(1, () => new AppError('token-refused')),
    ),
  ).rejects.toMatchObject({ code: 'token-refused' });
  await expect(
    retry(
      rule,
      failing(1, () => new TypeError('bug')),
    ),
  ).rejects.toThrow('bug');
  const aborted = AbortSignal.abort(new AppError('cancelled'));
  await expect(retry({ ...rule, signal: aborted }, failing(0))).rejects.toMatchObject({ code: 'cancelled' });
});

test('a far side that asks to wait is waited for, up to a limit', async () => {
  const limited = () => new AppError('rate-limited', { retryAfterSeconds: 0.2 }, { retryable: true });
  const before = performance.now();
  expect(await retry(rule, failing(1, limited))).toBe(2);
  expect(performance.now() - before).toBeGreaterThan(150);
  await expect(retry({ ...rule, mostWaitMs: 100 }, failing(1, limited))).rejects.toMatchObject({
    code: 'rate-limited',
  });
});

test('every file that a delivery may bring may travel', () => {
  expect(MOST_FILE_BYTES).toBeGreaterThanOrEqual(LIMITS.attachmentBytes);
});
