import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { type MissedSlots, missedSince, type QuietTime } from '../sync/schedule/missed-slots';
import { findMissed, isScheduled, type Schedule } from '../sync/schedule/schedule';

export interface ScheduledInterface {
  id: string;
  schedule: Schedule;
  updatedAt: Date;
  pausedUntil: Date | null;
}

interface QuietRow extends Record<string, unknown> {
  target: string;
  from: string;
  to: string | null;
}

const DAY_MINUTES = 1_440;

/**
 * The scheduled runs of interfaces that did not take place, from the data: a scheduler that never fired is seen. Counted
 * from when an interface was last changed or its pause ended. One statement for all of them.
 */
export async function readMissedOfInterfaces(
  db: Db,
  interfaces: readonly ScheduledInterface[],
  now: Date,
): Promise<Map<string, MissedSlots>> {
  const looked = interfaces
    .filter(({ schedule, pausedUntil }) => isScheduled(schedule) && !(pausedUntil && pausedUntil > now))
    .map((iface) => ({ ...iface, since: sinceOf(iface, now) }));
  if (looked.length === 0) return new Map();
  const quiet = await readQuietTimes(db, looked);
  return new Map(
    looked.flatMap(({ id, schedule, since }) => {
      const missed = findMissed(schedule, { now, since, quiet: quiet.get(id) ?? [] });
      return missed ? [[id, missed] as const] : [];
    }),
  );
}

function sinceOf({ schedule, updatedAt, pausedUntil }: ScheduledInterface, now: Date): Date {
  const earliest = missedSince(now, schedule.intervalMinutes ?? DAY_MINUTES);
  return new Date(Math.max(updatedAt.getTime(), pausedUntil?.getTime() ?? 0, earliest.getTime()));
}

/** Times without a run, oldest first; each target's first one begins at its `since`. */
async function readQuietTimes(
  db: Db,
  looked: readonly { id: string; schedule: Schedule; since: Date }[],
): Promise<Map<string, QuietTime[]>> {
  const wanted = JSON.stringify(
    looked.map(({ id, schedule, since }) => ({ target: id, since, minutes: schedule.intervalMinutes ?? 1 })),
  );
  const rows = await db.execute<QuietRow>(sql`
    with wanted as (
      select * from jsonb_to_recordset(${wanted}::text::jsonb) as w(target text, since timestamptz, minutes int)),
    busy as (
      select r.target, r.queued_at, r.finished_at, r.id, w.since, w.minutes from wanted w join runs r on r.target = w.target
      where r.queued_at > w.since - interval '1 day' and coalesce(r.finished_at, 'infinity') > w.since - interval '1 hour')
    select target, quiet_from as "from", quiet_to as "to" from (
      select target, minutes, coalesce(finished_at, 'infinity') as quiet_from,
        lead(queued_at) over (partition by target order by queued_at, id) as quiet_to from busy
      union all
      select w.target, w.minutes, w.since, (select min(b.queued_at) from busy b where b.target = w.target) from wanted w) q
    where quiet_from <> 'infinity' and coalesce(quiet_to, 'infinity') > quiet_from + make_interval(mins => minutes)
    order by target, quiet_from limit 10000`);
  const byTarget = new Map<string, QuietTime[]>();
  for (const { target, from, to } of rows) {
    const quiet = { from: new Date(from), to: to === null ? null : new Date(to), afterFailure: false };
    byTarget.set(target, [...(byTarget.get(target) ?? []), quiet]);
  }
  return byTarget;
}
