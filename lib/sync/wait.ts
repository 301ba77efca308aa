import 'server-only';
import { pause } from '../clock';
import type { StatusAnswer } from '../protocol/v1';
import type { RunContext, StepProgress } from '../runs/run';
import type { CentralClient } from './client';

const PATIENCE_MS = 120_000;
const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 2_000;

export interface WaitResult {
  status: StatusAnswer;
  /** The central server had not finished within the patience: the run goes on, and the next one looks again. */
  slow: boolean;
}

/** Waits until the central server has integrated what was pushed. */
export async function waitForIntegration(
  context: Pick<RunContext, 'signal'>,
  client: Pick<CentralClient, 'status'>,
  progress: StepProgress,
  patienceMs = PATIENCE_MS,
): Promise<WaitResult> {
  let most = 0;
  let retry = true;
  const startedAt = performance.now();
  for (;;) {
    const status = await client.status({ retry });
    retry = false;
    most = Math.max(most, status.waiting);
    if (most > 0) progress.report(most - status.waiting, most);
    if (status.waiting === 0) return { status, slow: false };
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs > patienceMs) return { status, slow: true };
    // The longer it takes, the less a moment more matters.
    await pause(Math.min(LONGEST_DELAY_MS, Math.max(FIRST_DELAY_MS, elapsedMs / 8)), context.signal);
  }
}

/** What the central server could not integrate is this run's problem too, with record, field and value. */
export async function noteCentralProblems(context: RunContext, { status, slow }: WaitResult): Promise<void> {
  if (slow) {
    await context.addOutcomes(context.db, [
      { outcome: 'noted', severity: 'warning', code: 'integration-slow', params: { waiting: status.waiting } },
    ]);
  }
  await context.addOutcomes(
    context.db,
    status.problems.map(({ table, id, label, code, field, value, cause }) => ({
      table,
      recordId: id,
      label,
      outcome: 'failed',
      severity: 'error',
      code,
      params: { field, value, cause },
    })),
  );
}
