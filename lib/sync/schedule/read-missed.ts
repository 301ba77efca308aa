import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { CENTRAL_TARGET } from '../../runs/run';
import type { ConnectionSettings } from '../settings';
import { findMissedSlots, type MissedSlots, missedSince, type QuietTime } from './missed-slots';

interface QuietRow extends Record<string, unknown> {
  from: string;
  to: string | null;
  after_failure: boolean;
}

/**
 * The scheduled runs that did not take place, from the data: a scheduler that never fired is seen. Counted from when the
 * schedule was last saved or its pause ended, because before that it was another one.
 */
export async function readMissedSlots(db: Db, connection: ConnectionSettings, now: Date): Promise<MissedSlots | null> {
  const { intervalMinutes, savedAt, pausedUntil } = connection;
  if (intervalMinutes === null || (pausedUntil && pausedUntil > now)) return null;
  const since = new Date(
    Math.max(savedAt.getTime(), pausedUntil?.getTime() ?? 0, missedSince(now, intervalMinutes).getTime()),
  );
  const quiet = await readQuietTimes(db, since, intervalMinutes);
  return findMissedSlots({ now, intervalMinutes, since, quiet });
}

/** The times without a run that are long enough for a slot, oldest first; the first begins at `since`. */
async function readQuietTimes(db: Db, since: Date, intervalMinutes: number): Promise<QuietTime[]> {
  const rows = await db.execute<QuietRow>(sql`
    select quiet_from as "from", quiet_to as "to", after_failure from (
      select coalesce(finished_at, 'infinity') as quiet_from, state = 'failed' as after_failure,
        lead(queued_at) over (order by queued_at, id) as quiet_to
      from runs where target = ${CENTRAL_TARGET} and queued_at > ${since.toISOString()}::timestamptz - interval '1 day'
        and coalesce(finished_at, 'infinity') > ${since.toISOString()}::timestamptz - interval '1 hour'
      union all
      select ${since.toISOString()}::timestamptz, false, (select min(queued_at) from runs
        where target = ${CENTRAL_TARGET} and queued_at > ${since.toISOString()}::timestamptz - interval '1 day'
          and coalesce(finished_at, 'infinity') > ${since.toISOString()}::timestamptz - interval '1 hour')) as quiet
    where coalesce(quiet_to, 'infinity') > quiet_from + make_interval(mins => ${intervalMinutes})
    order by 1`);
  return rows.flatMap(({ from, to, after_failure }) =>
    from === 'infinity'
      ? []
      : [{ from: new Date(from), to: to === null ? null : new Date(to), afterFailure: after_failure }],
  );
}
