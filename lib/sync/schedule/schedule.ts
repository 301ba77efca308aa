import { findMissedSlots, type MissedSlots, type QuietTime } from './missed-slots';
import { currentSlot, type Freshness, judgeFreshness, nextSlot } from './slots';
import { lastTime, nextTime, timesBetween } from './times';

/** When an interface is looked into by itself: at times, else in an interval; neither: by hand only. */
export interface Schedule {
  intervalMinutes: number | null;
  times: string | null;
  /** In which the times are meant. */
  zone: string;
}

export interface ScheduleState {
  now: Date;
  /** Since when the schedule is this one; a time before it is none that was missed. */
  since: Date;
  pausedUntil: Date | null;
}

export const isScheduled = ({ intervalMinutes, times }: Schedule): boolean =>
  times !== null || intervalMinutes !== null;

/** The slot that is due now; null: none is. A time that came while nobody looked is caught up with, the last one only. */
export function dueSlot(
  { intervalMinutes, times, zone }: Schedule,
  { now, since, pausedUntil }: ScheduleState,
): Date | null {
  if (pausedUntil && pausedUntil > now) return null;
  if (times !== null) {
    const last = lastTime(times, now, zone);
    const from = Math.max(since.getTime(), pausedUntil?.getTime() ?? 0);
    return last && last.getTime() >= from ? last : null;
  }
  return intervalMinutes === null ? null : currentSlot(now, intervalMinutes);
}

/** When the next run begins by itself, after a failed one at the next try; null: never. */
export function nextRunAt(
  { intervalMinutes, times, zone }: Schedule,
  { now, pausedUntil }: ScheduleState,
  retry: { nextTryAt: Date } | null = null,
): Date | null {
  const from = pausedUntil && pausedUntil > now ? pausedUntil : now;
  if (retry) return new Date(Math.max(retry.nextTryAt.getTime(), from.getTime()));
  if (times !== null) return nextTime(times, from, zone);
  return intervalMinutes === null ? null : nextSlot(from, intervalMinutes);
}

const MINUTE_MS = 60_000;

/** Like `judgeFreshness`; times are late five minutes after the one that no run followed, overdue when the next one is too. */
export function judgeSchedule(
  schedule: Schedule,
  state: ScheduleState & { lastSuccessAt: Date | null; running: boolean },
): Freshness {
  const { times, zone, intervalMinutes } = schedule;
  const { now, since, pausedUntil, lastSuccessAt, running } = state;
  if (times === null) return judgeFreshness({ now, lastSuccessAt, since, intervalMinutes, pausedUntil, running });
  if (pausedUntil && pausedUntil > now) return 'paused';
  const calm = lastSuccessAt ? 'on-time' : 'never';
  if (running) return calm;
  const from = new Date(Math.max(since.getTime(), lastSuccessAt?.getTime() ?? 0, pausedUntil?.getTime() ?? 0));
  const until = new Date(now.getTime() - 5 * MINUTE_MS);
  const passed = timesBetween(times, from, until, zone, 2).length;
  return passed === 0 ? calm : passed === 1 ? 'late' : 'overdue';
}

const MOST_MISSED = 1_000;

/** Slots that went by without any run, within these quiet times; null: none. */
export function findMissed(
  { intervalMinutes, times, zone }: Schedule,
  { now, since, quiet }: { now: Date; since: Date; quiet: readonly QuietTime[] },
): MissedSlots | null {
  if (times === null) return intervalMinutes === null ? null : findMissedSlots({ now, intervalMinutes, since, quiet });
  const missed = quiet.flatMap(({ from, to }) => {
    const begin = new Date(Math.max(from.getTime(), since.getTime()) - 1);
    // A run that began within five minutes filled the one before it.
    const end = new Date(Math.min(to?.getTime() ?? now.getTime(), now.getTime()) - 5 * MINUTE_MS);
    return timesBetween(times, begin, end, zone, MOST_MISSED);
  });
  const [first] = missed;
  const last = missed.at(-1);
  return first && last ? { count: missed.length, from: first, to: last } : null;
}
