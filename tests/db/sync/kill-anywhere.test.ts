import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { Db } from '@/lib/db/client';
import type { RunDetail } from '@/lib/runs/get';
import { getRun } from '@/lib/runs/get';
import { startSync } from '@/lib/runs/start';
import { changeCentral, changeSite, describeProviders } from '../../support/change-stock';
import { endOfRun } from '../../support/end-of-run';
import { type KillablePair, type Side, startKillablePair } from '../../support/killable-pair';
import { countOf, LONG, type Random, SEED, seededRandom, timeoutOf } from '../../support/long';
import { listOutcomesOfRun } from '../../support/outcomes';
import { readDigest } from '../../support/read-digest';
import { describeStock, insertProperties, insertProvider } from '../../support/records';
import { waitFor } from '../../support/wait-for';

const KILLS = countOf(4, 200);
const PAIRS = LONG ? 5 : 2;
const MOST_KILLS_OF_A_RUN = 3;
const LONGEST_WITHOUT_OWNER_MS = 60_000;
/** How a run may end when the other side was away for longer than its short retries. */
const EXPECTED_ERRORS = ['connection-failed', 'central-unavailable'];

const pairs: KillablePair[] = [];
afterEach(() => Promise.all(pairs.splice(0).map((pair) => pair.close())));

interface Tally {
  site: number;
  central: number;
  failed: number;
  resumed: number;
  rounds: number;
  /** In which step of the run the kills came. */
  steps: Record<string, number>;
}

test(`kill -9 at ${KILLS} random moments of a run, of either process: the same end state, and no run without an owner (seed ${SEED})`, {
  timeout: timeoutOf(300_000),
}, async () => {
  const tally: Tally = { site: 0, central: 0, failed: 0, resumed: 0, rounds: 0, steps: {} };
  const longest = await Promise.all(
    Array.from({ length: PAIRS }, (_, stream) => disturb(seededRandom(stream), Math.ceil(KILLS / PAIRS), tally)),
  );
  const ownerless = longest.reduce((most, one) => (one.ms > most.ms ? one : most));
  console.log(`kills ${JSON.stringify(tally)}, longest without an owner ${JSON.stringify(ownerless)}`);
  expect(tally.site + tally.central).toBeGreaterThanOrEqual(KILLS);
  expect(ownerless.ms).toBeLessThan(LONGEST_WITHOUT_OWNER_MS);
});

/** One pair: rounds of changes and a run with kills, until as many kills have hit a run that was under way. */
async function disturb(random: Random, kills: number, tally: Tally) {
  const pair = await startKillablePair();
  pairs.push(pair);
  await insertProperties(pair.site.db, await insertProvider(pair.site.db, { number: '1' }), 1_500);
  let typicalMs = await timeRun(pair);
  for (let hit = 0; hit < kills; ) {
    const size = random.pick([3, 60, 400, 1_500]);
    await Promise.all([changeSite(pair.site.db, random, size), changeCentral(pair.central.db, random)]);
    const [stock, known] = await Promise.all([describeStock(pair.site.db, 0), describeProviders(pair.central.db)]);

    const { runId } = await startSync(pair.site.db, { trigger: 'user' });
    const wanted = random.int(1, MOST_KILLS_OF_A_RUN);
    for (let nth = 0; nth < wanted; nth++) {
      if (!(await reachMoment(pair.site.db, runId, random, typicalMs))) break;
      const side = random.pick<Side>(['site', 'central']);
      await pair.kill(side);
      const struck = await getRun(pair.site.db, runId);
      if (struck?.state !== 'running') break;
      const step = struck.steps.find(({ state }) => state === 'active')?.key ?? 'between';
      tally.steps[step] = (tally.steps[step] ?? 0) + 1;
      tally[side] += 1;
      hit += 1;
    }
    const run = await endOfRun(pair.site.db, runId, 150_000);
    await checkEnd(pair.site.db, run);
    tally.failed += run.state === 'failed' ? 1 : 0;
    tally.resumed += (await fenceOf(pair.site.db, runId)) - 1;
    tally.rounds += 1;
    await pair.standing();
    if (run.state === 'failed') await finish(pair);

    // What an undisturbed run leaves: the site's own records as they were, and the same on both sides.
    expect(await describeStock(pair.site.db, 0)).toEqual(stock);
    expect(await describeStock(pair.central.db, pair.siteId)).toEqual(stock);
    expect(await describeProviders(pair.site.db)).toEqual(known);
    expect(await describeProviders(pair.central.db)).toEqual(known);
    expect(await readDigest(pair.site.db, null)).toEqual(await readDigest(pair.central.db, pair.siteId));
    expect(await leftOvers(pair)).toEqual({ buffered: 0, running: 0, repaired: 0 });
    typicalMs = Math.max(300, Math.min(4_000, size * 2));
  }
  return pair.ownerless();
}

/** Waits for a random moment: some time after the run was claimed, or just after one of its steps has begun. */
async function reachMoment(db: Db, runId: string, random: Random, typicalMs: number): Promise<boolean> {
  const fence = await fenceOf(db, runId);
  const [step, delayMs, byStep] = [
    random.pick(['push', 'wait', 'pull', 'integrate']),
    random.next(),
    random.chance(0.5),
  ];
  const reached = await waitFor(
    'the moment of the kill',
    async () => {
      const [row] = await db.execute<{ ended: boolean; claimed: boolean; begun: boolean }>(sql`
        select finished_at is not null as ended, lease_until > now() as claimed, exists (
          select from run_steps s where s.run_id = r.id and s.state <> 'waiting' and s.key like ${`${step}%`}) as begun
        from runs r where id = ${runId}`);
      if (row?.ended) return 'ended';
      return row?.claimed && (!byStep || row.begun) ? 'now' : null;
    },
    90_000,
  );
  if (reached === 'ended') return false;
  await new Promise((resolve) => setTimeout(resolve, delayMs * (byStep ? 150 : typicalMs)));
  return (await isUnderWay(db, runId)) && (await fenceOf(db, runId)) >= fence;
}

async function isUnderWay(db: Db, runId: string): Promise<boolean> {
  return (await getRun(db, runId))?.state === 'running';
}

async function fenceOf(db: Db, runId: string): Promise<number> {
  const [row] = await db.execute<{ fence: number }>(sql`select fence from runs where id = ${runId}`);
  return row?.fence ?? 0;
}

/** A kill is no reason for a record's problem: what is not done failed as a whole, with one of the expected codes. */
async function checkEnd(db: Db, run: RunDetail): Promise<void> {
  if (run.state === 'failed' && EXPECTED_ERRORS.includes(run.error?.code ?? '')) return;
  const outcomes = (await listOutcomesOfRun(db, run.id)).slice(0, 5);
  expect({ state: run.state, error: run.error, outcomes }).toEqual({ state: 'done', error: null, outcomes: [] });
}

async function timeRun(pair: KillablePair): Promise<number> {
  const startedMs = performance.now();
  await finish(pair);
  return performance.now() - startedMs;
}

async function finish({ site }: KillablePair): Promise<void> {
  const { runId } = await startSync(site.db, { trigger: 'user' });
  const run = await endOfRun(site.db, runId);
  expect({ state: run.state, error: run.error }).toEqual({ state: 'done', error: null });
}

/** What would hide a loss: records that still wait, runs that never end, differences that only the comparison found. */
async function leftOvers({ site, central }: KillablePair) {
  const count = async (db: Db) => {
    const [row] = await db.execute<{ buffered: number; running: number; repaired: number }>(sql`
      select (select count(*)::int from sync_buffer) as buffered,
        (select count(*)::int from runs where state = 'running' and target = 'central') as running,
        (select coalesce(sum(differing_count), 0)::int from verifications) as repaired`);
    return row ?? { buffered: -1, running: -1, repaired: -1 };
  };
  const [here, there] = await Promise.all([count(site.db), count(central.db)]);
  return {
    buffered: here.buffered + there.buffered,
    running: here.running + there.running,
    repaired: here.repaired + there.repaired,
  };
}
