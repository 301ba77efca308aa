/** How long a file must lie still before it is read. */
const STILL_FOR_MS = 10_000;

/** A file that was written within the last ten seconds may still be growing. */
export function isStable(modifiedAt: Date, now: Date): boolean {
  return now.getTime() - modifiedAt.getTime() >= STILL_FOR_MS;
}
