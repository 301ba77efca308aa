import { expect, test } from 'vitest';
import { getSessionUser, workFor } from '@/lib/auth/session';
import type { SessionUser } from '@/lib/users/user';

const user: SessionUser = {
  id: '00000000-0000-7000-8000-000000000001',
  email: 'admin@example.org',
  name: 'Ada',
  role: 'admin',
  language: 'de',
  timeZone: null,
  shownTimeZone: 'Europe/Berlin',
};

test('in a route, whoever it was authorised for is who asks, also later and not in what goes on beside it', async () => {
  const later = await workFor(user, async () => {
    await new Promise(setImmediate);
    return getSessionUser();
  });
  expect(later).toBe(user);
  // Outside of a request there is no cookie to ask.
  await expect(getSessionUser()).rejects.toThrow('outside a request scope');
});
