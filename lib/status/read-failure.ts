import 'server-only';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { interfaces } from '../db/schema/interfaces';
import type { RunError } from '../db/schema/runs';
import { readTimeZone } from '../i18n/time-zone';
import { countAttempts } from '../runs/count-attempts';
import type { RunSummary } from '../runs/get';
import { CENTRAL_TARGET } from '../runs/run';
import { type Retry, readRetries, readRetry } from '../sync/schedule/read-retry';
import { readConnection } from '../sync/settings';
import { describeProblem } from '../web/problem';
import { type FailureContext, failureDetails } from './failure-details';
import type { RunFailure } from './sync-status';

/** A failed run's error for people, with which attempt it was and when the next one comes. */
export async function readFailure(db: Db, error: RunError, run: RunSummary): Promise<RunFailure> {
  const [failures, retry] = await Promise.all([countAttempts(db, run), readRetryOf(db, run.target)]);
  return toFailure(error, { failures, retryAt: retry?.runId === run.id ? retry.nextTryAt.toISOString() : null });
}

async function readRetryOf(db: Db, target: string): Promise<Retry | null> {
  if (target === CENTRAL_TARGET) {
    const connection = await readConnection(db);
    return connection && readRetry(db, connection);
  }
  const [[iface], zone] = await Promise.all([
    db
      .select()
      .from(interfaces)
      .where(eq(sql`${interfaces.id}::text`, target)),
    readTimeZone(db),
  ]);
  if (!iface) return null;
  const { intervalMinutes, times, updatedAt: since } = iface;
  const retries = await readRetries(db, [{ target, schedule: { intervalMinutes, times, zone }, since }]);
  return retries.get(target) ?? null;
}

/** An error's sentence, whose move it is, and what stands behind the `i`, secrets masked. */
export async function toFailure(error: RunError, more: FailureContext = {}): Promise<RunFailure> {
  return {
    problem: await describeProblem(error.code, error.details),
    retryAt: more.retryAt ?? null,
    details: failureDetails(error, more),
  };
}
