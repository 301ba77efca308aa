import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { describeFailure } from '@/lib/describe-failure';
import { describeCause } from '@/lib/errors';
import { maskSecrets } from '@/lib/mask-secrets';

test('a failed statement is logged without its parameters, which are people’s records and hashes of tokens', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  const failed = new DrizzleQueryError(
    'select * from exchange($1, $2)',
    ['hash-of-a-token', '[{"last_name":"Mühlbauer"}]'],
    cause,
  );
  const told = describeFailure(failed);
  expect(JSON.stringify(told)).not.toMatch(/hash-of-a-token|Mühlbauer/);
  expect(told).toMatchObject({
    message: 'Failed query: select * from exchange($1, $2)',
    cause: { message: 'connect ECONNREFUSED 127.0.0.1:1', code: 'ECONNREFUSED' },
  });
  expect(told.stack).toContain('describe-failure.test.ts');
});

test('secrets are masked, and no text is longer than a page', () => {
  const told = describeFailure(new Error(`password=hunter2 ${'x'.repeat(10_000)}`));
  expect(told.message).toContain('password=***');
  expect(String(told.message).length).toBeLessThan(4_100);
});

test('what is no error is told as text', () => {
  expect(describeFailure('away')).toEqual({ message: 'away' });
});

test('a run’s cause tells of a failed statement without its parameters, and keeps what comes after them', () => {
  const cause = new Error('connect ECONNREFUSED');
  const told = maskSecrets(describeCause(new DrizzleQueryError('select $1', ['Mühlbauer'], cause)));
  expect(told).not.toContain('Mühlbauer');
  expect(told).toContain('ECONNREFUSED');
});
