import 'server-only';
import type { Db } from '../db/client';
import type { RunError } from '../db/schema/runs';
import { maskSecrets } from '../mask-secrets';
import { countAttempts } from '../runs/count-attempts';
import type { RunSummary } from '../runs/get';
import { readRetry } from '../sync/schedule/read-retry';
import { readConnection } from '../sync/settings';
import { describeProblem } from '../web/problem';
import type { RunFailure } from './sync-status';

/** A failed run's error for people, with which attempt it was and when the next one comes. */
export async function readFailure(db: Db, error: RunError, run: RunSummary): Promise<RunFailure> {
  const connection = await readConnection(db);
  const [failures, retry] = await Promise.all([countAttempts(db, run), connection ? readRetry(db, connection) : null]);
  return toFailure(error, { failures, retryAt: retry?.runId === run.id ? retry.nextTryAt.toISOString() : null });
}

/** An error's sentence, whose move it is, and what stands behind the `i`, secrets masked. */
export async function toFailure(
  error: RunError,
  more: { failures?: number | null; retryAt?: string | null } = {},
): Promise<RunFailure> {
  const values: Record<string, unknown> = {
    code: error.code,
    ...error.details,
    step: error.step,
    at: error.at,
    ...more,
    cause: error.cause,
  };
  return {
    problem: await describeProblem(error.code, error.details),
    retryAt: more.retryAt ?? null,
    details: Object.entries(values).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [{ name, value: maskSecrets(String(value)) }],
    ),
  };
}
