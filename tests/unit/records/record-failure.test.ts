import { expect, test } from 'vitest';
import { toRecordFailure } from '@/lib/records/record-failure';

/** As the driver throws it, wrapped as drizzle does. */
function refused(fields: Record<string, string>): Error {
  const error = Object.assign(new Error(fields.message), fields);
  error.name = 'PostgresError';
  return new Error('Failed query', { cause: error });
}

test.each([
  [
    'a reference',
    { code: '23503', message: 'violates', detail: 'Key (provider_id)=(0190) is not present in table "providers".' },
    { code: 'record-refused', field: 'provider_id', value: '0190' },
  ],
  [
    'a missing value',
    { code: '23502', message: 'null value in column "content_hash"', column_name: 'content_hash' },
    { code: 'record-refused', field: 'content_hash', value: null },
  ],
  [
    'an unreadable value',
    { code: '22P02', message: 'invalid input syntax for type numeric: "cheap"' },
    { code: 'integration-failed', field: null, value: 'cheap' },
  ],
  [
    'a text where a list belongs',
    { code: '22P02', message: 'expected JSON array', hint: 'See the value of key "shared_with".' },
    { code: 'integration-failed', field: 'shared_with', value: null },
  ],
])('%s is named as far as the database names it', (_name, error, expected) => {
  expect(toRecordFailure('1', refused(error))).toMatchObject({ id: '1', ...expected });
});

test('what is not the record’s own fault is no failure of it', () => {
  expect(toRecordFailure('1', refused({ code: '57014', message: 'canceled' }))).toBeNull();
});
