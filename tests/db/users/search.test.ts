import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUser } from '@/lib/users/create';
import { disableUser } from '@/lib/users/disable';
import { inviteUser } from '@/lib/users/invite';
import { searchUsers } from '@/lib/users/search';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const { id: createdBy } = await createUser(db, {
    email: 'ada@example.org',
    name: 'Ada 100%',
    password: 'a long password',
    role: 'admin',
  });
  for (let index = 0; index < 5; index++) {
    const email = `guest${index}@other.example`;
    await inviteUser(db, { email, name: `Guest_${index}`, role: 'viewer', language: null, createdBy });
  }
  await db.execute(sql`update user_links set expires_at = now() where user_id = (
    select id from users where email = 'guest0@other.example')`);
  const { rows } = await searchUsers(db, { search: 'guest1' });
  await disableUser(db, rows[0]?.id ?? '');
});
afterAll(() => database.close());

const emails = async (input: Parameters<typeof searchUsers>[1]) =>
  (await searchUsers(database.db, input)).rows.map(({ email }) => email);

test('users are found by name and address, by role and by state; wildcards are plain characters', async () => {
  expect(await emails({ search: 'EXAMPLE.ORG' })).toEqual(['ada@example.org']);
  expect(await emails({ search: '100%' })).toEqual(['ada@example.org']);
  expect(await emails({ search: 't_2' })).toEqual(['guest2@other.example']);
  expect(await emails({ search: '%' })).toEqual(['ada@example.org']);
  expect(await emails({ role: 'admin' })).toEqual(['ada@example.org']);
  expect(await emails({ state: 'disabled' })).toEqual(['guest1@other.example']);
  expect(await emails({ state: 'lapsed' })).toEqual(['guest0@other.example']);
  expect(await emails({ state: 'invited', role: 'viewer' })).toHaveLength(3);
  expect(await emails({ search: 'a\0da' })).toEqual(['ada@example.org']);
});

test('page after page shows everybody once, in order', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 3; page++) {
    const { rows, next } = await searchUsers(database.db, { size: 2, cursor });
    seen.push(...rows.map(({ email }) => email));
    cursor = next ?? undefined;
  }
  expect(cursor).toBeUndefined();
  expect(seen).toEqual(await emails({}));
  expect(new Set(seen).size).toBe(6);
});
