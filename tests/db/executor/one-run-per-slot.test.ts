import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pause } from '@/lib/clock';
import { startSync } from '@/lib/runs/start';
import { currentSlot } from '@/lib/sync/schedule/slots';
import { saveConnection, saveSchedule } from '@/lib/sync/settings';
import { writeState } from '@/lib/sync/state';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { countOf, LONG, seededRandom } from '../../support/long';
import type { Tick, Ticked } from '../../support/schedule-process';

/** Two application instances with a timer each, a caller of the cron route, and an admin who presses "Sync now". */
const TRIES = countOf(60, 5_000);
const INTERVAL_MINUTES = 15;
const INTERFACE_ID = '01a20000-0000-7000-8000-000000000001';
const random = seededRandom();
let database: TestDatabase;
let instances: ChildProcess[];

beforeAll(async () => {
  database = await createTestDatabase({ max: 6 });
  const { db } = database;
  await saveConnection(db, { url: 'http://127.0.0.1:9', siteName: 'Hamburg', token: 'x' });
  await saveSchedule(db, { intervalMinutes: INTERVAL_MINUTES, pausedUntil: null, pauseReason: null }, null);
  await writeState(db, 'first-run-finished', { at: new Date().toISOString() });
  await db.execute(sql`
    insert into interfaces (id, name, type, source, rules, interval_minutes)
    values (${INTERFACE_ID}, 'one', 'openimmo', '{}', '{}', ${INTERVAL_MINUTES})`);
  await db.execute(sql`create table held_targets (target text primary key)`);
  await db.execute(sql`create table executed_runs (id uuid)`);
  instances = Array.from({ length: 3 }, () =>
    fork('tests/support/schedule-process.ts', {
      execArgv: ['--conditions=react-server', '--import', 'tsx'],
      env: { ...process.env, DATABASE_URL: database.url },
    }),
  );
  await Promise.all(instances.map((instance) => once(instance, 'message')));
});
afterAll(async () => {
  await Promise.all(
    instances.map((instance) => {
      const ended = once(instance, 'exit');
      instance.disconnect();
      return ended;
    }),
  );
  await database.close();
});

async function tick(instance: ChildProcess, now: Date): Promise<Ticked> {
  const answer = once(instance, 'message');
  instance.send({ now: now.toISOString(), lateMs: random.int(0, 6) } satisfies Tick);
  const [ticked] = (await answer) as [Ticked];
  return ticked;
}

async function pressSyncNow(): Promise<Ticked> {
  let started = 0;
  for (let press = random.int(0, 2); press > 0; press--) {
    await pause(random.int(0, 6));
    if ((await startSync(database.db, { trigger: 'user' })).started) started++;
  }
  return { started, executed: 0 };
}

/** All at once, again and again as timers do, until both slots are filled and every run has ended. */
async function fillSlot(now: Date): Promise<Ticked> {
  const sum: Ticked = { started: 0, executed: 0 };
  for (let round = 0; round < 20; round++) {
    const callers = instances.map((instance) => tick(instance, now));
    for (const ticked of await Promise.all([...callers, ...(round === 0 ? [pressSyncNow()] : [])])) {
      sum.started += ticked.started;
      sum.executed += ticked.executed;
    }
    const [row] = await database.db.execute<{ filled: number; open: number }>(sql`
      select (count(*) filter (where slot = ${currentSlot(now, INTERVAL_MINUTES).toISOString()}))::int as filled,
        (count(*) filter (where state in ('queued', 'running')))::int as open
      from runs where queued_at > now() - interval '5 minutes'`);
    if (row?.filled === 2 && row.open === 0) return sum;
  }
  throw new Error(`the slot of ${now.toISOString()} was not filled`);
}

test(
  `${TRIES} slots, two instances with a timer, a cron caller and an impatient admin: one run per target and slot`,
  async () => {
    const sum: Ticked = { started: 0, executed: 0 };
    const begin = new Date('2026-11-21T14:00:00Z').getTime();
    for (let number = 0; number < TRIES; number++) {
      const { started, executed } = await fillSlot(new Date(begin + (number * INTERVAL_MINUTES + 1) * 60_000));
      sum.started += started;
      sum.executed += executed;
    }
    const { db } = database;
    const slots = await db.execute<{ target: string; runs: number; slots: number }>(sql`
      select target, count(*)::int as runs, count(distinct slot)::int as slots from runs
      where slot is not null group by target order by target`);
    expect(slots).toEqual([
      { target: INTERFACE_ID, runs: TRIES, slots: TRIES },
      { target: 'central', runs: TRIES, slots: TRIES },
    ]);
    const [all] = await db.execute<{ runs: number; done: number; executed: number; distinct: number }>(sql`
      select count(*)::int as runs, (count(*) filter (where state = 'done' and fence = 1))::int as done,
        (select count(*)::int from executed_runs) as executed,
        (select count(distinct id)::int from executed_runs) as distinct from runs`);
    expect(all?.runs).toBeGreaterThan(2 * TRIES);
    // Who was told "started" started one; each was claimed once, executed once, and alone.
    expect(all).toEqual({ runs: sum.started, done: sum.started, executed: sum.executed, distinct: sum.started });
  },
  LONG ? 3_600_000 : 120_000,
);
