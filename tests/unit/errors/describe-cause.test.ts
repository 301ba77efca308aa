import { expect, test } from 'vitest';
import { AppError, describeCause } from '@/lib/errors';

test('the causes of an error are named one after the other, also those of a connection tried at several addresses', () => {
  const tried = new AggregateError([
    new Error('connect ECONNREFUSED ::1:1'),
    new Error('connect ECONNREFUSED 127.0.0.1:1'),
  ]);
  const failed = new TypeError('fetch failed', { cause: tried });
  expect(describeCause(new AppError('connection-failed', { host: 'a' }, { cause: failed }))).toBe(
    'AppError: connection-failed {"host":"a"} ← TypeError: fetch failed ← ' +
      'AggregateError: connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1',
  );
});

test('a circle of causes ends', () => {
  const error = new Error('a');
  error.cause = error;
  expect(describeCause(error).split(' ← ')).toHaveLength(5);
});
