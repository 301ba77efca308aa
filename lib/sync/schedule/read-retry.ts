import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { retryRuleOf } from '../../error-catalog';
import { CENTRAL_TARGET } from '../../runs/run';
import type { ConnectionSettings } from '../settings';
import { jitterOf, type LastFailure, nextTryAt } from './backoff';
import { isScheduled, type Schedule } from './schedule';

/** What the schedule waits for after failed runs. */
export interface Retry {
  /** The run that failed last. */
  runId: string;
  failedAt: Date;
  /** Failed runs in a row, whoever started them. */
  failures: number;
  nextTryAt: Date;
}

/** What may have a schedule, and since when this one. */
export interface Scheduled {
  target: string;
  schedule: Schedule;
  since: Date;
}

interface FailureRow extends Record<string, unknown> {
  target: string;
  id: string;
  queued_at: string;
  finished_at: string;
  code: string | null;
  wait: number | null;
  failures: number;
  scheduled: number;
}

/** When the schedule tries again to synchronise; null: it goes by its slots. */
export async function readRetry(
  db: Db,
  { intervalMinutes, savedAt }: Pick<ConnectionSettings, 'intervalMinutes' | 'savedAt'>,
): Promise<Retry | null> {
  const schedule = { intervalMinutes, times: null, zone: 'UTC' };
  const retries = await readRetries(db, [{ target: CENTRAL_TARGET, schedule, since: savedAt }]);
  return retries.get(CENTRAL_TARGET) ?? null;
}

/**
 * When the schedule tries again, by target; one without goes by its slots. Nothing is stored for it: it follows from the
 * runs, so it survives a crash and is the same for every instance. A run that ended well ends the waiting, and so does saving
 * the settings, because what failed before says nothing about the new ones.
 */
export async function readRetries(db: Db, all: readonly Scheduled[]): Promise<Map<string, Retry>> {
  const scheduled = all.filter(({ schedule }) => isScheduled(schedule));
  if (scheduled.length === 0) return new Map();
  const rows = await db.execute<FailureRow>(sql`
    select s.target, last.id, last.queued_at, last.finished_at, last.code, last.wait, chain.failures, chain.scheduled
    from jsonb_to_recordset(${JSON.stringify(scheduled)}::text::jsonb) as s (target text, since timestamptz),
      lateral (
        select id, state, queued_at, finished_at, error ->> 'code' as code,
          (error #>> '{details,retryAfterSeconds}')::float8 as wait from runs
        where target = s.target and state in ('done', 'problems', 'failed') order by queued_at desc, id desc limit 1) as last,
      lateral (
        select count(*)::int as failures, (count(*) filter (where trigger = 'schedule'))::int as scheduled from runs
        where target = s.target and state = 'failed' and finished_at > s.since and queued_at > coalesce(
          (select queued_at from runs where target = s.target and state in ('done', 'problems')
            order by queued_at desc, id desc limit 1), '-infinity')) as chain
    where last.state = 'failed' and last.finished_at > s.since`);
  const schedules = new Map(scheduled.map(({ target, schedule }) => [target, schedule]));
  return new Map(
    rows.flatMap((row): [string, Retry][] => {
      const schedule = schedules.get(row.target);
      const next = schedule ? nextTryAt(readLastFailure(row), schedule) : null;
      if (!next) return [];
      const retry = { runId: row.id, failedAt: new Date(row.finished_at), failures: row.failures, nextTryAt: next };
      return [[row.target, retry]];
    }),
  );
}

function readLastFailure(row: FailureRow): LastFailure {
  return {
    queuedAt: new Date(row.queued_at),
    finishedAt: new Date(row.finished_at),
    rule: retryRuleOf(row.code ?? 'unexpected'),
    scheduledFailures: row.scheduled,
    waitAtLeastSeconds: row.wait,
    jitter: jitterOf(row.id),
  };
}
