import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres, { type Sql } from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { withDatabase } from '../../support/database-template';
import { insertProperties, insertProvider } from '../../support/records';

/** A hosted Postgres may keep pg_control_system() to itself: here for this database, and for an account that may do the rest. */
let database: TestDatabase;
let admin: Sql;
let limited: Sql;
let name: string;
let role: string;
let password: string;
beforeEach(async () => {
  database = await createTestDatabase({ max: 2 });
  name = new URL(database.url).pathname.slice(1);
  admin = postgres(withDatabase(database.url, 'postgres'), { max: 1, onnotice: () => undefined });
  role = `limited_${randomBytes(6).toString('hex')}`;
  password = randomBytes(12).toString('hex');
  await database.db.execute(sql.raw(`create role ${role} login password '${password}'`));
  await database.db.execute(sql`revoke execute on function pg_control_system() from public`);
  for (const kind of ['tables', 'sequences'])
    await database.db.execute(sql.raw(`grant all on all ${kind} in schema public to ${role}`));
  limited = openLimited(name);
});
afterEach(async () => {
  await limited.end();
  await database.db.execute(sql.raw(`drop owned by ${role}`));
  await database.db.execute(sql.raw(`drop role ${role}`));
  await admin.end();
  await database.close();
});

function openLimited(of: string): Sql {
  const url = new URL(withDatabase(database.url, of));
  url.username = role;
  url.password = password;
  return postgres(url.toString(), { max: 1, onnotice: () => undefined });
}

const head = async (at: Sql) =>
  (
    await at<{ epoch: number; last: number; identity: string; epochs: number }[]>`
    select epoch, last_position::int as last, identity, (select count(*)::int from change_epoch) as epochs from change_head`
  )[0];

test('where the cluster may not be asked for its number, the database is told apart without it', async () => {
  await expect(limited`select * from pg_control_system()`).rejects.toMatchObject({ code: '42501' });
  await insertProperties(database.db, await insertProvider(database.db, { number: '1' }), 3);
  expect(await limited`select change_stamp() as taken`).toEqual([{ taken: 7 }]);
  const first = await head(limited);
  expect(first).toMatchObject({ last: 7, epochs: 1, identity: expect.stringMatching(/^unknown\/\d+\/\d+$/) });

  await insertProvider(database.db, { number: '2' });
  expect(await limited`select change_stamp() as taken`).toEqual([{ taken: 1 }]);
  expect(await head(limited)).toEqual({ ...first, last: 8 });
});

test('a copy begins a period of its own, and a cursor of the original that went on is in doubt there', async () => {
  await insertProvider(database.db, { number: '1' });
  await limited`select change_stamp()`;
  const before = await head(limited);
  await limited.end();
  const copy = `${name}_copy`;
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  await admin.unsafe(`create database ${copy} template ${name}`);
  try {
    limited = openLimited(copy);
    await limited`select change_stamp()`;
    const after = await head(limited);
    expect(after).toMatchObject({ last: before?.last, epochs: 2 });
    expect(after?.epoch).not.toBe(before?.epoch);
    const judge = async (position: number) =>
      (await limited`select "position"::int, doubt from change_cursor(${before?.epoch ?? 0}, ${position})`)[0];
    expect(await judge(1)).toEqual({ position: 1, doubt: false });
    expect(await judge(2)).toEqual({ position: 1, doubt: true });
  } finally {
    await limited.end();
    await admin.unsafe(`drop database ${copy} with (force)`);
    limited = openLimited(name);
  }
});
