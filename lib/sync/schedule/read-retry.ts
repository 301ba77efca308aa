import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { retryRuleOf } from '../../error-catalog';
import { CENTRAL_TARGET } from '../../runs/run';
import type { ConnectionSettings } from '../settings';
import { jitterOf, nextTryAt } from './backoff';

/** What the schedule waits for after failed runs. */
export interface Retry {
  /** The run that failed last. */
  runId: string;
  failedAt: Date;
  /** Failed runs in a row, whoever started them. */
  failures: number;
  nextTryAt: Date;
}

interface FailureRow extends Record<string, unknown> {
  id: string;
  queued_at: string;
  finished_at: string;
  code: string | null;
  wait: number | null;
  failures: number;
  scheduled: number;
}

/**
 * When the schedule tries again; null: it goes by its slots. Nothing is stored for it: it follows from the runs, so it
 * survives a crash and is the same for every instance. A run that ended well ends the waiting, and so does saving the
 * settings, because what failed before says nothing about the new ones.
 */
export async function readRetry(db: Db, connection: ConnectionSettings): Promise<Retry | null> {
  const { intervalMinutes, savedAt } = connection;
  if (intervalMinutes === null) return null;
  const [row] = await db.execute<FailureRow>(sql`
    with last as (
      select id, state, queued_at, finished_at, error ->> 'code' as code,
        (error #>> '{details,retryAfterSeconds}')::float8 as wait from runs
      where target = ${CENTRAL_TARGET} and state in ('done', 'problems', 'failed') order by queued_at desc, id desc limit 1)
    select last.id, last.queued_at, last.finished_at, last.code, last.wait, chain.failures, chain.scheduled from last, lateral (
      select count(*)::int as failures, (count(*) filter (where trigger = 'schedule'))::int as scheduled from runs
      where target = ${CENTRAL_TARGET} and state = 'failed' and finished_at > ${savedAt.toISOString()} and queued_at > coalesce(
        (select queued_at from runs where target = ${CENTRAL_TARGET} and state in ('done', 'problems')
          order by queued_at desc, id desc limit 1), '-infinity')) as chain
    where last.state = 'failed' and last.finished_at > ${savedAt.toISOString()}`);
  if (!row) return null;
  const failedAt = new Date(row.finished_at);
  const failure = {
    queuedAt: new Date(row.queued_at),
    finishedAt: failedAt,
    rule: retryRuleOf(row.code ?? 'unexpected'),
    scheduledFailures: row.scheduled,
    waitAtLeastSeconds: row.wait,
    jitter: jitterOf(row.id),
  };
  return { runId: row.id, failedAt, failures: row.failures, nextTryAt: nextTryAt(failure, intervalMinutes) };
}
