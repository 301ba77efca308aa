/** What decides which waiting delivery is imported first. */
export interface Waiting {
  path: string;
  modifiedAt: Date;
  /** The transfer's own timestamp; null: it has none, or nobody could look. */
  transferAt: Date | null;
}

/** By transfer timestamp if all have one, else by the files' times, then by name. Pure. */
export function orderWaiting<T extends Waiting>(deliveries: readonly T[]): T[] {
  const byTimestamp = deliveries.every(({ transferAt }) => transferAt !== null);
  const timeOf = ({ transferAt, modifiedAt }: T) => (byTimestamp && transferAt ? transferAt : modifiedAt).getTime();
  return deliveries.toSorted(
    (a, b) => timeOf(a) - timeOf(b) || a.modifiedAt.getTime() - b.modifiedAt.getTime() || (a.path < b.path ? -1 : 1),
  );
}
