import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stampChanges } from '@/lib/changelog/read';
import type { Db } from '@/lib/db/client';
import { listProperties } from '@/lib/properties/list';
import type { RunDetail } from '@/lib/runs/get';
import { startSync } from '@/lib/runs/start';
import { countPending } from '@/lib/status/count-pending';
import { readState } from '@/lib/sync/state';
import type { TestDatabase } from '../../support/database';
import { executeNext } from '../../support/execute-next';
import { startInstallation } from '../../support/installation';
import { copyLogically } from '../../support/logical-copy';
import { readDigest } from '../../support/read-digest';
import { describeStock, insertProperties, insertProvider } from '../../support/records';
import { type SyncPair, startSyncPair } from '../../support/sync-pair';
import { readTables } from '../../support/table-contents';

let pair: SyncPair;
let providerId: string;
let moved: TestDatabase | null;
beforeEach(async () => {
  moved = null;
  pair = await startSyncPair();
  providerId = await insertProvider(pair.site.db, { number: '1' });
  await insertProperties(pair.site.db, providerId, 30, 'OLD');
  await pair.synchronise();
});
afterEach(async () => {
  await pair.close();
  await moved?.close();
});

/** Some of it has its position in the changelog, some waits for one. */
async function leaveSomethingToSend(db: Db): Promise<void> {
  await insertProperties(db, providerId, 5, 'NEW');
  await stampChanges(db);
  await db.execute(sql`update properties set title = 'newer', updated_at = now() where external_number = 'OLD-1'`);
  await db.execute(sql`delete from properties where external_number = 'OLD-2'`);
}

async function synchronise(db: Db): Promise<RunDetail> {
  await startSync(db, { trigger: 'user' });
  return executeNext(db);
}

const count = async (db: Db, table: 'change_epoch' | 'verifications') =>
  Number((await db.execute(sql`select count(*) as n from ${sql.identifier(table)}`))[0]?.n);

async function expectInStep(site: Db, central: Db): Promise<void> {
  expect(await describeStock(central, pair.siteId)).toEqual(await describeStock(site, 0));
  expect(await readDigest(site, null)).toEqual(await readDigest(central, pair.siteId));
  expect(await readState(site, 'doubt')).toBeNull();
}

describe('a site whose database moves to another server as a dump', () => {
  it('goes on where it was: it sends what waits, once, and nothing is in doubt', async () => {
    await leaveSomethingToSend(pair.site.db);
    moved = await copyLogically(pair.site.url);
    const { db } = moved;
    expect(await readTables(db)).toEqual(await readTables(pair.site.db));
    const epochs = await count(db, 'change_epoch');
    const compared = await count(db, 'verifications');
    // Five new ones with an attachment each, one changed, one deleted with its attachment.
    expect(await countPending(db)).toMatchObject({ count: 13, byTable: { properties: 7, attachments: 6 } });

    expect(await synchronise(db)).toMatchObject({ state: 'done', error: null, counts: { sent: 13, received: 0 } });

    expect(await count(db, 'change_epoch')).toBe(epochs + 1);
    expect(await count(db, 'verifications')).toBe(compared);
    await expectInStep(db, pair.central.db);
    expect((await listProperties(db, { search: 'newer' })).rows).toHaveLength(1);

    await insertProperties(db, providerId, 2, 'THERE');
    expect(await synchronise(db)).toMatchObject({ state: 'done', counts: { sent: 4 } });
    await expectInStep(db, pair.central.db);
  });

  it('gets back what was still done and sent at the old place after the dump', async () => {
    await leaveSomethingToSend(pair.site.db);
    moved = await copyLogically(pair.site.url);
    const { db } = moved;
    await insertProperties(pair.site.db, providerId, 3, 'LATE');
    await pair.site.db.execute(
      sql`update properties set title = 'newest', updated_at = now() where external_number = 'OLD-1'`,
    );
    await pair.synchronise();
    const stock = await describeStock(pair.central.db, pair.siteId);
    const compared = await count(db, 'verifications');

    expect(await synchronise(db)).toMatchObject({ state: 'done', error: null });

    expect(await count(db, 'verifications')).toBeGreaterThan(compared);
    expect(await describeStock(pair.central.db, pair.siteId)).toEqual(stock);
    await expectInStep(db, pair.central.db);
  });
});

it('a central server whose database moves goes on with its sites, which notice nothing', async () => {
  await insertProvider(pair.central.db, { number: '2', name: 'Before the move' });
  moved = await copyLogically(pair.central.url);
  const { port } = pair.server;
  await pair.server.kill();
  const server = await startInstallation({ role: 'central', databaseUrl: moved.url, port });
  try {
    await insertProvider(moved.db, { number: '3', name: 'After the move' });
    await leaveSomethingToSend(pair.site.db);
    const compared = await count(pair.site.db, 'verifications');

    const run = await synchronise(pair.site.db);

    expect(run).toMatchObject({ state: 'done', error: null, counts: { sent: 13, received: 2 } });
    expect(await count(pair.site.db, 'verifications')).toBe(compared);
    await expectInStep(pair.site.db, moved.db);
  } finally {
    await server.kill();
  }
});
