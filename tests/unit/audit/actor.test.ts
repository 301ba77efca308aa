import { expect, test } from 'vitest';
import { readActor } from '@/lib/audit/actor';

test('an address names a user by id, whoever that was, or a kind of those who are none', () => {
  const id = '0193b5c4-6b6e-7a31-8f55-0123456789AB';
  expect(readActor(id)).toEqual({ kind: 'user', id: id.toLowerCase() });
  expect(readActor('system')).toEqual({ kind: 'system' });
  expect(readActor('nobody')).toEqual({ kind: 'nobody' });
});

test.each(['user', '', '0193b5c4', "'; drop table audit_log", '0193b5c4-6b6e-7a31-8f55-0123456789ab '])(
  '%j names nobody',
  (text) => {
    expect(readActor(text)).toBeNull();
  },
);
