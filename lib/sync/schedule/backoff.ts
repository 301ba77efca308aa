import type { Schedule } from './schedule';
import { nextSlot } from './slots';
import { nextTime } from './times';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How a failed run is tried again by the schedule: soon and then ever later, or only in its slots. */
export type RetryRule = 'soon' | 'hourly';

export interface LastFailure {
  /** When the run was asked for, and when it ended. */
  queuedAt: Date;
  finishedAt: Date;
  rule: RetryRule;
  /** Failed runs of the schedule in a row, this one included. */
  scheduledFailures: number;
  /** What the central server asked for. */
  waitAtLeastSeconds?: number | null;
  /** 0 … 1, the same at every look: `jitterOf` the run's id. */
  jitter: number;
}

/**
 * When the schedule tries again after a failed run. 'soon': 1, 2, 4 … minutes after its end, at most one hour, each
 * shortened by up to a half so that the sites of a central server that was away do not all come back at once. 'hourly':
 * a person must act first, so the slots go on, at most one in an hour; null: there is none any more.
 */
export function nextTryAt(failure: LastFailure, schedule: Schedule): Date | null {
  if (failure.rule === 'hourly') return nextHourly(failure.queuedAt, schedule);
  const doublings = Math.min(Math.max(failure.scheduledFailures, 1) - 1, 6);
  const delayMs = Math.min(MINUTE_MS * 2 ** doublings, HOUR_MS) * (1 - failure.jitter / 2);
  const askedMs = Math.min((failure.waitAtLeastSeconds ?? 0) * 1000, HOUR_MS);
  return new Date(failure.finishedAt.getTime() + Math.round(Math.max(delayMs, askedMs)));
}

function nextHourly(queuedAt: Date, { intervalMinutes, times, zone }: Schedule): Date | null {
  if (times !== null) return nextTime(times, new Date(queuedAt.getTime() + HOUR_MS - 1), zone);
  if (intervalMinutes === null) return null;
  const lastSlotMs = nextSlot(queuedAt, intervalMinutes).getTime() - intervalMinutes * MINUTE_MS;
  return nextSlot(new Date(lastSlotMs + HOUR_MS - 1), intervalMinutes);
}

/** A number 0 … 1 from the random end of a run's id: every instance computes the same next try. */
export function jitterOf(runId: string): number {
  const random = Number.parseInt(runId.slice(-8), 16);
  return Number.isNaN(random) ? 0 : random / 2 ** 32;
}
