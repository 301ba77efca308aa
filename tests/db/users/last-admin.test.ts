import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeUser } from '@/lib/users/change';
import { createUser } from '@/lib/users/create';
import { disableUser, enableUser } from '@/lib/users/disable';
import { getUser } from '@/lib/users/get';
import { hasAdmin } from '@/lib/users/has-admin';
import { inviteUser } from '@/lib/users/invite';
import { isLastAdmin } from '@/lib/users/keep-an-admin';
import type { Role } from '@/lib/users/role';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const PASSWORD = 'correct horse battery';
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.db.execute(sql`truncate users cascade`));

const make = async (name: string, role: Role) =>
  (await createUser(database.db, { email: `${name}@example.org`, name, password: PASSWORD, role })).id;

test('the last admin who can sign in is neither disabled nor given another role', async () => {
  const ada = await make('ada', 'admin');
  await make('bo', 'operator');
  expect(await isLastAdmin(database.db, ada)).toBe(true);
  await expect(disableUser(database.db, ada)).rejects.toMatchObject({ code: 'last-admin' });
  await expect(changeUser(database.db, ada, { name: 'Ada', role: 'viewer' })).rejects.toMatchObject({
    code: 'last-admin',
  });
  await changeUser(database.db, ada, { name: 'Ada L.', role: 'admin' });
  expect(await getUser(database.db, ada)).toMatchObject({ name: 'Ada L.', role: 'admin', state: 'active' });
});

test('an invited or disabled admin does not count as another one', async () => {
  const ada = await make('ada', 'admin');
  const invitation = { email: 'bo@example.org', name: 'Bo', role: 'admin', language: null, createdBy: ada } as const;
  const { id: bo } = await inviteUser(database.db, invitation);
  const eve = await make('eve', 'admin');
  await disableUser(database.db, eve);
  await expect(disableUser(database.db, ada)).rejects.toMatchObject({ code: 'last-admin' });
  // Who is invited only can always be disabled.
  await disableUser(database.db, bo);
  await enableUser(database.db, eve);
  await disableUser(database.db, ada);
  expect(await hasAdmin(database.db)).toBe(true);
});

test('admins who take the role from each other at once leave one of them', async () => {
  const ids = await Promise.all(['ada', 'bo', 'eve', 'ian'].map((name) => make(name, 'admin')));
  const tries = await Promise.allSettled(
    ids.map((id, index) =>
      index % 2 === 0 ? disableUser(database.db, id) : changeUser(database.db, id, { name: 'x', role: 'operator' }),
    ),
  );
  expect(tries.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(await hasAdmin(database.db)).toBe(true);
});

test('who is not there cannot be changed', async () => {
  await make('ada', 'admin');
  const nobody = '01900000-0000-7000-8000-000000000000';
  for (const change of [
    () => disableUser(database.db, nobody),
    () => enableUser(database.db, nobody),
    () => changeUser(database.db, nobody, { name: 'x', role: 'viewer' }),
  ]) {
    await expect(change()).rejects.toMatchObject({ code: 'not-found' });
  }
  expect(await getUser(database.db, nobody)).toBeNull();
  expect(await getUser(database.db, 'no-id')).toBeNull();
});
