import 'server-only';
import type { Db, Tx } from '../db/client';
import { retryRefused } from '../db/refused-transaction';
import type { RunCounts } from '../db/schema/runs';
import { addOutcomes } from './add-outcomes';
import { lockFence } from './lease';
import { StepRecorder } from './progress';
import type { ClaimedRun, RunContext, StepKey, StepProgress } from './run';

export interface RunContextInput {
  db: Db;
  /** Lease, steps and counts go through connections of their own, so that a long transaction blocks none of them. */
  controlDb: Db;
  run: ClaimedRun;
  counts: RunCounts;
  signal: AbortSignal;
}

export interface OpenRunContext extends RunContext {
  counts: RunCounts;
  /** The step that was active last: where an error happened. */
  currentStep: StepKey | null;
}

export function createRunContext({ db, controlDb, run, counts, signal }: RunContextInput): OpenRunContext {
  const recorder = new StepRecorder(controlDb, run.id);
  const context: OpenRunContext = {
    db,
    run,
    signal,
    counts: { ...counts },
    currentStep: null,
    step: async <T>(key: StepKey, work: (progress: StepProgress) => Promise<T>): Promise<T> => {
      signal.throwIfAborted();
      context.currentStep = key;
      const step = await recorder.begin(key);
      try {
        const result = await work(step);
        await step.flush();
        await recorder.end(key, 'done');
        return result;
      } catch (error) {
        await step.flush();
        throw error;
      }
    },
    passed: (keys) => recorder.passed(keys),
    skip: (key) => recorder.end(key, 'skipped'),
    transaction: <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      signal.throwIfAborted();
      const attempt = () =>
        db.transaction(async (tx) => {
          const result = await work(tx);
          await lockFence(tx, run);
          return result;
        });
      return retryRefused(attempt, signal);
    },
    addOutcomes: (tx, outcomes) => addOutcomes(tx, run.id, outcomes),
    count: (added) => {
      for (const [key, value] of Object.entries(added)) {
        context.counts[key] = (context.counts[key] ?? 0) + (value ?? 0);
      }
    },
  };
  return context;
}
