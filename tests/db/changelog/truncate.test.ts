import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerSite } from '@/lib/central/register-site';
import { TRACKED_TABLES } from '@/lib/changelog/read';
import { disconnectSite } from '@/lib/sync/disconnect';
import { saveConnection } from '@/lib/sync/settings';
import { writeState } from '@/lib/sync/state';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProperties, insertProvider } from '../../support/records';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ max: 2 });
  const providerId = await insertProvider(database.db, { number: '1' });
  await insertProperties(database.db, providerId, 2);
});
afterEach(() => database.close());

const connect = async () => {
  await saveConnection(database.db, { url: 'https://central.example', siteName: 'Hamburg', token: 'es_x' });
  await writeState(database.db, 'registration', { siteId: 1 });
};
const truncate = (tables: string) => database.db.execute(sql.raw(`truncate ${tables} cascade`));
const count = async () => (await database.db.execute(sql`select count(*)::int as n from properties`))[0]?.n;

describe('a TRUNCATE, of which the changelog would not hear', () => {
  it.each(Object.keys(TRACKED_TABLES))('of %s is refused at a site that has a central server', async (table) => {
    await connect();
    const message = `${table} is synchronised: TRUNCATE leaves no trace in the changelog, DELETE does`;
    await expect(truncate(table)).rejects.toMatchObject({ cause: { message } });
    expect(await count()).toBe(2);
  });

  it.each(['interfaces', 'stored_files', 'sync_state, properties'])(
    'that reaches one through %s is refused',
    async (tables) => {
      await connect();
      await expect(truncate(tables)).rejects.toMatchObject({ cause: { message: /TRUNCATE leaves no trace/ } });
      expect(await count()).toBe(2);
    },
  );

  it('is refused at a central server that has sites, also together with them', async () => {
    await registerSite(database.db, { name: 'Hamburg' });
    await expect(truncate('properties')).rejects.toMatchObject({ cause: { message: /TRUNCATE leaves no trace/ } });
    await expect(truncate('sites, properties')).rejects.toMatchObject({
      cause: { message: /TRUNCATE leaves no trace/ },
    });
    expect(await count()).toBe(2);
  });

  it('misses nobody where nobody reads the changelog: before a connection, and after it was ended', async () => {
    await connect();
    await disconnectSite(database.db);
    expect(await count()).toBe(2);
    await truncate('properties');
    expect(await count()).toBe(0);
  });

  it('of other tables goes on working', async () => {
    await connect();
    await truncate('runs, login_attempts, delivered_texts, staged_records');
  });
});
