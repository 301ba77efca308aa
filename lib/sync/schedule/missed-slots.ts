import { nextSlot } from './slots';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A time in which no run was going, asked for or begun; `to` is null where it lasts until now. */
export interface QuietTime {
  from: Date;
  to: Date | null;
  /** The run before it failed, so that the schedule backed off for up to an hour. */
  afterFailure: boolean;
}

export interface MissedSlotsInput {
  now: Date;
  intervalMinutes: number;
  /** Before this nothing is known: the schedule was another one, or held back. */
  since: Date;
  quiet: readonly QuietTime[];
}

export interface MissedSlots {
  count: number;
  /** Beginning of the first and end of the last one. */
  from: Date;
  to: Date;
}

/** Slots of the schedule that went by, from beginning to end, without any run; null: none. */
export function findMissedSlots({ now, intervalMinutes, since, quiet }: MissedSlotsInput): MissedSlots | null {
  const lengthMs = intervalMinutes * MINUTE_MS;
  const gaps = quiet.flatMap(({ from, to, afterFailure }) => {
    const calmUntilMs = from.getTime() + (afterFailure ? HOUR_MS : 0);
    const first = nextSlot(new Date(Math.max(calmUntilMs, since.getTime()) - 1), intervalMinutes);
    const end = Math.min(to?.getTime() ?? now.getTime(), now.getTime());
    const count = Math.floor((end - first.getTime()) / lengthMs);
    return count < 1 ? [] : [{ count, from: first, to: new Date(first.getTime() + count * lengthMs) }];
  });
  const [first] = gaps;
  const last = gaps.at(-1);
  return first && last ? { count: gaps.reduce((sum, gap) => sum + gap.count, 0), from: first.from, to: last.to } : null;
}

/** How far back missed slots are shown: a day, and with long intervals three of them. */
export function missedSince(now: Date, intervalMinutes: number): Date {
  return new Date(now.getTime() - Math.max(24 * HOUR_MS, 3 * intervalMinutes * MINUTE_MS));
}
