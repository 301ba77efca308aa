import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listRunStarters } from '@/lib/runs/list-starters';
import { createUser } from '@/lib/users/create';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const addUser = async (name: string) => {
  const email = `${name.toLowerCase()}@example.org`;
  return (await createUser(database.db, { email, name, password: 'a long password 1', role: 'operator' })).id;
};

const addRun = (userId: string | null) =>
  database.db.execute(sql`
    insert into runs (id, target, trigger, state, user_id, params, queued_at, counts)
    values (${uuidv7()}, 'central', ${userId ? 'user' : 'schedule'}, 'done', ${userId}, '{}', now(), '{}')`);

test('whoever ever started a run is named once, by name; nobody else is', async () => {
  const [zoe, ada] = [await addUser('Zoe'), await addUser('Ada')];
  await addUser('Idle');
  expect(await listRunStarters(database.db)).toEqual([]);
  for (const userId of [zoe, null, ada, zoe]) await addRun(userId);
  expect([...(await listRunStarters(database.db))]).toEqual([
    { id: ada, name: 'Ada' },
    { id: zoe, name: 'Zoe' },
  ]);
});
