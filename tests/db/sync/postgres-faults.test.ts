import { sql } from 'drizzle-orm';
import { afterEach, expect, inject, test } from 'vitest';
import type { Db } from '@/lib/db/client';
import { getRun } from '@/lib/runs/get';
import { startSync } from '@/lib/runs/start';
import { changeCentral, changeSite, describeProviders } from '../../support/change-stock';
import { endOfRun } from '../../support/end-of-run';
import { type KillablePair, type Side, startKillablePair, type Through } from '../../support/killable-pair';
import { countOf, SEED, seededRandom, timeoutOf } from '../../support/long';
import { listOutcomesOfRun } from '../../support/outcomes';
import { readDigest } from '../../support/read-digest';
import { describeStock, insertProperties, insertProvider } from '../../support/records';
import { startDatabaseProxy, type TcpProxy } from '../../support/tcp-proxy';
import { waitFor } from '../../support/wait-for';

const CUTS = countOf(6, 200);
/** How a run may end when a database was away: its own, or the central server's. */
const EXPECTED_ERRORS = ['database-unavailable', 'central-unavailable', 'connection-failed'];

const random = seededRandom();
let pair: KillablePair;
let proxies: TcpProxy[] = [];
afterEach(async () => {
  await pair.close();
  await Promise.all(proxies.map((proxy) => proxy.close()));
  proxies = [];
});

async function start(through?: Through): Promise<void> {
  pair = await startKillablePair(through);
  await insertProperties(pair.site.db, await insertProvider(pair.site.db, { number: '1' }), 300);
  await finish();
}

/** Runs until one is done: a connection that was ended while nobody used it is noticed by whoever takes it next. */
async function finish(): Promise<void> {
  for (let time = 1; ; time++) {
    const { runId } = await startSync(pair.site.db, { trigger: 'user' });
    const run = await endOfRun(pair.site.db, runId, 150_000);
    if (run.state === 'done') return;
    expect(EXPECTED_ERRORS).toContain(run.error?.code);
    expect(time).toBeLessThan(5);
  }
}

/** Changes on both sides, a run that is disturbed, and what must hold afterwards. */
async function disturb(size: number, disturbance: (runId: string) => Promise<void>): Promise<void> {
  await Promise.all([changeSite(pair.site.db, random, size), changeCentral(pair.central.db, random)]);
  const [stock, known] = await Promise.all([describeStock(pair.site.db, 0), describeProviders(pair.central.db)]);
  const { runId } = await startSync(pair.site.db, { trigger: 'user' });
  await disturbance(runId);
  const run = await endOfRun(pair.site.db, runId, 150_000);
  const outcomes = (await listOutcomesOfRun(pair.site.db, runId)).slice(0, 5);
  if (run.state !== 'failed') expect({ state: run.state, outcomes }).toEqual({ state: 'done', outcomes: [] });
  else {
    expect(EXPECTED_ERRORS, run.error?.cause).toContain(run.error?.code);
    await finish();
  }
  expect(await describeStock(pair.site.db, 0)).toEqual(stock);
  expect(await describeStock(pair.central.db, pair.siteId)).toEqual(stock);
  expect(await readDigest(pair.site.db, null)).toEqual(await readDigest(pair.central.db, pair.siteId));
  expect(await describeProviders(pair.site.db)).toEqual(known);
  expect(await pair.ended()).toEqual([]);
}

const isUnderWay = async (runId: string) => (await getRun(pair.site.db, runId))?.state === 'running';

test(`the connections to Postgres are ended at ${CUTS} random moments of a run: no process dies of it, and nothing is lost (seed ${SEED})`, {
  timeout: timeoutOf(240_000),
}, async () => {
  await start();
  for (let cut = 0; cut < CUTS; ) {
    await disturb(random.pick([5, 300, 900]), async (runId) => {
      for (let nth = 0; nth < 3; nth++) {
        await waitFor('the run to be executed', async () => {
          const run = await getRun(pair.site.db, runId);
          return run?.finishedAt || run?.state === 'running';
        });
        await new Promise((resolve) => setTimeout(resolve, random.next() * 600));
        if (!(await isUnderWay(runId))) break;
        await endConnections(random.pick<Side>(['site', 'central']));
        cut += 1;
      }
    });
  }
});

/** What an administrator's restart does to the product's connections; ours stay. */
async function endConnections(side: Side): Promise<void> {
  await pair[side].db.execute(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name like 'estate-sync%'`);
}

test.each<Side>(['site', 'central'])(
  'the Postgres of the %s is away for seconds in the middle of a run: it goes on',
  {
    timeout: timeoutOf(240_000),
  },
  async (side) => {
    const proxy = await startDatabaseProxy(inject('databaseServerUrl'));
    proxies.push(proxy);
    await start((databaseUrl, of) => (of === side ? proxy.through(databaseUrl) : databaseUrl));
    for (let round = 0; round < countOf(1, 10); round++) {
      await disturb(900, async (runId) => {
        await waitFor('the push to begin', async () => {
          const run = await getRun(pair.site.db, runId);
          return run?.finishedAt || run?.steps.some(({ key, state }) => key === 'push' && state !== 'waiting');
        });
        await new Promise((resolve) => setTimeout(resolve, random.next() * 300));
        await proxy.away(random.int(500, 4_000));
      });
    }
  },
);

test('transactions that Postgres refuses to serialise are tried again, and no record is blamed', {
  timeout: timeoutOf(240_000),
}, async () => {
  await start();
  await refuseToSerialise(pair.site.db, ['sync_buffer', 'sync_state', 'providers'], 6);
  await refuseToSerialise(
    pair.central.db,
    ['sync_buffer', 'received_batches', 'properties', 'contacts', 'attachments'],
    6,
  );
  for (let round = 0; round < countOf(2, 20); round++) await disturb(random.pick([5, 600]), async () => undefined);
});

/** One of n statements on the tables, as if at random, of the product and not of the test, fails as a serialisation failure does. */
async function refuseToSerialise(db: Db, tables: readonly string[], nth: number): Promise<void> {
  await db.execute(sql`create sequence refusals`);
  await db.execute(sql`
    create function refuse_to_serialise() returns trigger language plpgsql as $$
    begin
      if current_setting('application_name') like 'estate-sync%' and hashint8(nextval('refusals')) % ${sql.raw(String(nth))} = 0 then
        raise exception 'could not serialize access due to concurrent update' using errcode = '40001';
      end if;
      return null;
    end $$`);
  for (const table of tables) {
    await db.execute(sql`
      create trigger refuse_to_serialise before insert or update or delete on ${sql.identifier(table)}
      for each statement execute function refuse_to_serialise()`);
  }
}
