import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '@/lib/db/migrate';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('migrating a migrated database again changes nothing, also twice at once', async () => {
  await Promise.all([migrate(database.url), migrate(database.url)]);
  const [row] = await database.db.execute(sql`select count(*)::int as n from drizzle.__drizzle_migrations`);
  expect(row?.n).toBeGreaterThanOrEqual(3);
});

test('the audit log refuses update and delete', async () => {
  await database.db.execute(sql`insert into audit_log (action, allowed) values ('test', true)`);
  await expect(database.db.execute(sql`delete from audit_log`)).rejects.toMatchObject({
    cause: { message: 'audit_log is append-only' },
  });
});
