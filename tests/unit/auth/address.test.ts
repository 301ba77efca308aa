import { expect, test } from 'vitest';
import { clientAddress } from '@/lib/auth/verify-credentials';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['1.2.3.4, 203.0.113.7', '203.0.113.7'],
  ['', 'unknown'],
  [null, 'unknown'],
])('of %j the nearest hop counts', (header, address) => {
  expect(clientAddress(header)).toBe(address);
});
