import 'server-only';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Clock, pause, systemClock } from '../clock';
import type { Db } from '../db/client';
import { log } from '../log';
import { executeRun } from '../runs/execute';
import { claimRun } from '../runs/lease';
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

const LOOK_EVERY_MS = 400;
const TICK_EVERY_MS = 5_000;
const HOUSE_EVERY_MS = 3_600_000;
const CALM_AFTER_ERROR_MS = 2_000;

/** Queues due runs and executes queued ones until the signal is aborted; any number of processes may do so. */
export async function runExecutor(input: ExecutorInput, shutdown: AbortSignal): Promise<void> {
  const owner = ownerName();
  const clock = input.clock ?? systemClock;
  const active = new Set<Promise<void>>();
  let nextTick = 0;
  let nextHouse = 0;
  while (!shutdown.aborted) {
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
    if (delay > 0) await rest(delay, shutdown);
  }
  await Promise.all(active);
}

/** Waits; the shutdown ends the waiting, not with an error. */
async function rest(milliseconds: number, shutdown: AbortSignal): Promise<void> {
  try {
    await pause(milliseconds, shutdown);
  } catch (error) {
    if (!shutdown.aborted) throw error;
  }
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
  });
  active.add(work);
  return true;
}

/**
 * Executes what is queued within a request, one run after the other, until nothing is left or the time is used up.
 * A run that is cut off keeps its finished batches, and the next call goes on. Answers how many were executed.
 */
export async function drainRuns(input: ExecutorInput, budgetMs: number): Promise<number> {
  const shutdown = AbortSignal.timeout(budgetMs);
  const owner = ownerName();
  let executed = 0;
  while (!shutdown.aborted) {
    const run = await claimRun(input.db, owner);
    if (!run) break;
    await executeRun({ db: input.db, controlDb: input.controlDb, run, findWork, shutdown });
    executed++;
  }
  return executed;
}

function ownerName(): string {
  return `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
}
