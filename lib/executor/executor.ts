import 'server-only';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Clock, systemClock } from '../clock';
import type { Db } from '../db/client';
import { log } from '../log';
import { keepPropertiesListed } from '../properties/listed/follow';
import { executeRun } from '../runs/execute';
import { claimRun } from '../runs/lease';
import { sleepUntilRung, timesRung, wakeExecutors } from '../runs/wake';
import { findWork } from './find-work';
import { keepHouse } from './keep-house';
import { queueDueRuns } from './queue-due';

export interface ExecutorInput {
  db: Db;
  /** Connections of their own for lease and progress. */
  controlDb: Db;
  clock?: Clock;
  /** Runs at the same time, each of another target. */
  parallel?: number;
}

/** For what other processes queued: this process rings when it queues a run itself. */
const LOOK_EVERY_MS = 1_000;
const TICK_EVERY_MS = 5_000;
const HOUSE_EVERY_MS = 3_600_000;
const CALM_AFTER_ERROR_MS = 2_000;

/** Queues due runs and executes queued ones until the signal is aborted; any number of processes may do so. */
export async function runExecutor(input: ExecutorInput, shutdown: AbortSignal): Promise<void> {
  const owner = ownerName();
  const clock = input.clock ?? systemClock;
  const active = new Set<Promise<void>>();
  const listing = keepPropertiesListed(input.db, shutdown, () => active.size > 0);
  let nextTick = 0;
  let nextHouse = 0;
  while (!shutdown.aborted) {
    const heard = timesRung();
    let delay = LOOK_EVERY_MS;
    try {
      if (performance.now() >= nextTick) {
        nextTick = performance.now() + TICK_EVERY_MS;
        await queueDueRuns(input.db, clock());
      }
      if (performance.now() >= nextHouse) {
        nextHouse = performance.now() + HOUSE_EVERY_MS;
        await keepHouse(input.db, clock());
      }
      if (active.size < (input.parallel ?? 2) && (await executeNext(input, owner, active, shutdown))) delay = 0;
    } catch (error) {
      log().error({ err: error }, 'executor: the database does not answer as expected');
      delay = CALM_AFTER_ERROR_MS;
    }
    if (delay > 0) await sleepUntilRung(heard, delay, shutdown);
  }
  await Promise.all([...active, listing]);
}

async function executeNext(
  input: ExecutorInput,
  owner: string,
  active: Set<Promise<void>>,
  shutdown: AbortSignal,
): Promise<boolean> {
  const run = await claimRun(input.db, owner);
  if (!run) return false;
  const work = executeRun({ db: input.db, controlDb: input.controlDb, run, findWork, shutdown }).finally(() => {
    active.delete(work);
    // What waited for a free place begins at once.
    wakeExecutors();
  });
  active.add(work);
  return true;
}

export const ownerName = (): string => `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
