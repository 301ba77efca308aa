import 'server-only';
import { and, eq, inArray } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../db/client';
import { type RunParams, runs } from '../db/schema/runs';
import { AppError } from '../errors';
import { CENTRAL_TARGET, type RunTarget, type RunTrigger } from './run';
import { wakeExecutors } from './wake';

export interface StartRunInput {
  target: RunTarget;
  trigger: RunTrigger;
  userId?: string | null;
  /** The slot of the schedule that this run fills; a slot is filled once, whatever becomes of the run. */
  slot?: Date | null;
  params?: RunParams;
}

export interface StartedRun {
  runId: string;
  /** False: that run was there already, and nothing was started. */
  started: boolean;
}

/** Queues a run, or answers the one that is under way for the target (or that filled the slot already). */
export async function startRun(db: Db, input: StartRunInput): Promise<StartedRun> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const [created] = await db
      .insert(runs)
      .values({
        id: uuidv7(),
        target: input.target,
        trigger: input.trigger,
        userId: input.userId ?? null,
        slot: input.slot ?? null,
        state: 'queued',
        params: input.params ?? {},
        counts: {},
      })
      .onConflictDoNothing()
      .returning({ id: runs.id });
    if (created) {
      wakeExecutors();
      return { runId: created.id, started: true };
    }
    const existing = await findExisting(db, input);
    if (existing) return { runId: existing, started: false };
    // The run in the way ended between the two statements: try again.
  }
  throw new AppError('unexpected', { target: input.target }, { retryable: true });
}

async function findExisting(db: Db, input: StartRunInput): Promise<string | undefined> {
  const [active] = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.target, input.target), inArray(runs.state, ['queued', 'running'])));
  if (active || !input.slot) return active?.id;
  const [filled] = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.target, input.target), eq(runs.slot, input.slot)));
  return filled?.id;
}

/** Queues a synchronisation with the central server. */
export function startSync(db: Db, input: Omit<StartRunInput, 'target'>): Promise<StartedRun> {
  return startRun(db, { ...input, target: CENTRAL_TARGET });
}
