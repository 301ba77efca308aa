const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

export interface VerificationDueInput {
  now: Date;
  /** This run is the first with this central server. */
  firstRun: boolean;
  /** Somebody asked for it. */
  asked: boolean;
  /** A cursor is not to be trusted. */
  inDoubt: boolean;
  /** The latest one; null: none yet. `putOff`: it could not be done, for example because too much was changing. */
  latest: { at: Date; putOff: boolean } | null;
  /** The latest one that was done. */
  latestDoneAt: Date | null;
}

/**
 * Whether this run compares both sides: after the first run, once a day, when asked, and whenever a cursor is in doubt.
 * One that was put off by itself is tried again after an hour.
 */
export function isVerificationDue({
  now,
  firstRun,
  asked,
  inDoubt,
  latest,
  latestDoneAt,
}: VerificationDueInput): boolean {
  if (firstRun || asked || inDoubt) return true;
  if (latestDoneAt && now.getTime() - latestDoneAt.getTime() < DAY_MS) return false;
  return !(latest?.putOff && now.getTime() - latest.at.getTime() < HOUR_MS);
}
