import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RECEIVED_ORIGIN, writeOnBehalfOf } from '@/lib/changelog/read';
import { countPending } from '@/lib/status/count-pending';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProperties, insertProvider } from '../../support/records';

let site: TestDatabase;
let providerId: string;
beforeAll(async () => {
  site = await createTestDatabase();
  providerId = await insertProvider(site.db, { number: '1' });
});
afterAll(() => site.close());

const receive = (count: number) =>
  site.db.transaction(async (tx) => {
    await writeOnBehalfOf(tx, RECEIVED_ORIGIN);
    await insertProperties(tx as never, providerId, count, 'R');
  });

test('records waiting to be sent are counted exactly up to 10,000, above that only that there are more', async () => {
  await insertProperties(site.db, providerId, 4_999);
  expect(await countPending(site.db)).toMatchObject({ count: 9_998, capped: false });
  await insertProperties(site.db, providerId, 1, 'LAST');
  expect(await countPending(site.db)).toEqual({
    count: 10_000,
    capped: false,
    byTable: { properties: 5_000, attachments: 5_000 },
  });
  await site.db.execute(sql`update properties set title = 'edited' where external_number = 'LAST-1'`);
  await receive(3);
  expect(await countPending(site.db)).toMatchObject({ count: 10_000, capped: false });
  await insertProperties(site.db, providerId, 1, 'MORE');
  expect(await countPending(site.db)).toMatchObject({ count: 10_000, capped: true });
});
