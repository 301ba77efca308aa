import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiToken } from '@/lib/api-tokens/create';
import { queueDueRuns } from '@/lib/executor/queue-due';
import { createInterface } from '@/lib/interfaces/create';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { onlyAt } from '@/lib/web/only-at';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { setTestEnvironment } from '../../support/environment';
import { oneProperty } from '../../support/openimmo';

/** A central server whose database was a site's: it has an interface, its schedule and its token. */
let database: TestDatabase;
let interfaceId: string;
let token: string;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ DATABASE_URL: database.url, SYNC_ROLE: 'central' });
  const source = { kind: 'upload' } as const;
  const input = { name: 'Demo', source, providerIds: [], ...DEFAULT_RULES, intervalMinutes: 15 };
  ({ id: interfaceId } = await createInterface(database.db, input));
  ({ token } = await createApiToken(database.db, { name: 'Makler 2000', interfaceId, createdBy: null }));
  await database.db.execute(sql`update interfaces set updated_at = now() - interval '1 day'`);
});
afterAll(() => database.close());

test('the central server queues no interface, whatever its schedule says', async () => {
  expect(await queueDueRuns(database.db, new Date())).toEqual([]);
});

test('the central server takes no upload, even with a token that was good', async () => {
  const { PUT } = await import('@/app/api/interfaces/[interfaceId]/deliveries/[name]/route');
  const request = new Request(`http://127.0.0.1/api/interfaces/${interfaceId}/deliveries/a.xml`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/xml' },
    body: oneProperty(),
  });
  const response = await PUT(request, { params: Promise.resolve({ interfaceId, name: 'a.xml' }) });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'not-found' });
  expect(await database.db.execute(sql`select 1 from deliveries`)).toHaveLength(0);
});

test('what only sites have is not found on the central server, and what only it has is', () => {
  expect(() => onlyAt('site')).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(() => onlyAt('central')).not.toThrow();
});
