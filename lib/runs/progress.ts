import 'server-only';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { runSteps } from '../db/schema/runs';
import { log } from '../log';
import type { StepKey, StepProgress, StepState } from './run';

const WRITE_EVERY_MS = 250;

interface Pending {
  done: number;
  total: number | null;
  note: string | null;
}

/** Writes a run's steps through the control connection, so that they are seen while the work's transaction is open. */
export class StepRecorder {
  constructor(
    private readonly controlDb: Db,
    private readonly runId: string,
  ) {}

  /** Writes the list of steps; a resumed run keeps those that it has. */
  async prepare(keys: readonly StepKey[]): Promise<void> {
    const rows = keys.map((key, position) => ({ runId: this.runId, position, key, state: 'waiting' as const }));
    await this.controlDb.insert(runSteps).values(rows).onConflictDoNothing();
  }

  async begin(key: StepKey): Promise<RecordedStep> {
    const [row] = await this.controlDb
      .update(runSteps)
      .set({ state: 'active', startedAt: sql`coalesce(started_at, now())`, finishedAt: null })
      .where(this.at(key))
      .returning({ done: runSteps.done, total: runSteps.total });
    return new RecordedStep(row?.done ?? 0, row?.total ?? null, (pending) => this.write(key, pending));
  }

  async end(key: StepKey, state: Extract<StepState, 'done' | 'failed' | 'skipped'>): Promise<void> {
    await this.controlDb.update(runSteps).set({ state, finishedAt: sql`now()` }).where(this.at(key));
  }

  async passed(keys: readonly StepKey[]): Promise<void> {
    await this.controlDb
      .update(runSteps)
      .set({ state: 'done', startedAt: sql`coalesce(started_at, now())`, finishedAt: sql`now()` })
      .where(and(eq(runSteps.runId, this.runId), inArray(runSteps.key, [...keys])));
  }

  private async write(key: StepKey, { done, total, note }: Pending): Promise<void> {
    await this.controlDb
      .update(runSteps)
      .set({ done: sql`greatest(done, ${done})`, total: total === null ? null : sql`greatest(total, ${total})`, note })
      .where(this.at(key));
  }

  private at(key: StepKey) {
    return and(eq(runSteps.runId, this.runId), eq(runSteps.key, key));
  }
}

/** One step's counter: many reports, at most one write every 250 ms, the last one always written. */
export class RecordedStep implements StepProgress {
  done: number;
  private total: number | null;
  private note: string | null = null;
  private reported = false;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    done: number,
    total: number | null,
    private readonly save: (pending: Pending) => Promise<void>,
  ) {
    this.done = done;
    this.total = total;
  }

  report(done: number, total?: number | null, note?: string): void {
    this.reported = true;
    this.done = Math.max(this.done, done);
    if (total !== undefined) this.total = total;
    if (note !== undefined) this.note = note;
    this.timer ??= setTimeout(() => this.flush(), WRITE_EVERY_MS);
  }

  /** Writes what was reported last. A write that fails costs a number on a page, never the run. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.reported) return this.writing;
    this.reported = false;
    const pending = { done: this.done, total: this.total, note: this.note };
    this.writing = this.writing
      .then(() => this.save(pending))
      .catch((error: unknown) => log().warn({ err: error }, 'progress not written'));
    return this.writing;
  }
}
