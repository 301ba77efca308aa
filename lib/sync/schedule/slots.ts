const MINUTE_MS = 60_000;

/** The slot of the schedule that contains `now`: slots are counted from 1970, so every instance sees the same one. */
export function currentSlot(now: Date, intervalMinutes: number): Date {
  const lengthMs = intervalMinutes * MINUTE_MS;
  return new Date(Math.floor(now.getTime() / lengthMs) * lengthMs);
}

export function nextSlot(now: Date, intervalMinutes: number): Date {
  return new Date(currentSlot(now, intervalMinutes).getTime() + intervalMinutes * MINUTE_MS);
}

export type Freshness = 'on-time' | 'late' | 'overdue' | 'paused' | 'by-hand' | 'never';

export interface FreshnessInput {
  now: Date;
  lastSuccessAt: Date | null;
  /** When the schedule began to count where there is no success yet. */
  since: Date | null;
  intervalMinutes: number | null;
  pausedUntil: Date | null;
  running: boolean;
}

/**
 * How the last success stands against the interval: late after the interval and the larger of one minute and 10 %,
 * overdue after twice the interval, and never while a run is going. From the data, so that a scheduler that never fired is seen.
 */
export function judgeFreshness(input: FreshnessInput): Freshness {
  const { now, lastSuccessAt, since, intervalMinutes, pausedUntil, running } = input;
  if (pausedUntil && pausedUntil > now) return 'paused';
  if (intervalMinutes === null) return 'by-hand';
  const reference = lastSuccessAt ?? since;
  if (!reference) return 'never';
  const intervalMs = intervalMinutes * MINUTE_MS;
  const ageMs = Math.max(0, now.getTime() - reference.getTime());
  const lateAfterMs = intervalMs + Math.max(MINUTE_MS, intervalMs / 10);
  const calm = lastSuccessAt ? 'on-time' : 'never';
  if (running || ageMs <= lateAfterMs) return calm;
  return ageMs <= Math.max(2 * intervalMs, lateAfterMs) ? 'late' : 'overdue';
}
