/** Exact up to a cap; beyond it only that there are more. */
export interface CappedCount {
  count: number;
  capped: boolean;
}

/** `counted` goes one beyond the cap at most. */
export const toCapped = (counted: number, cap: number): CappedCount => ({
  count: Math.min(counted, cap),
  capped: counted > cap,
});
