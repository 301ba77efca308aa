import { type Interference, watchMachine, worse } from './interference';

/** What was measured in one step: one or several figures, and what disturbed it. */
export interface Measured<T> {
  value: T;
  interference: Interference;
}

export async function measure<T>(roots: readonly number[], work: () => Promise<T>): Promise<Measured<T>> {
  const stop = watchMachine(roots);
  const value = await work();
  return { value, interference: stop() };
}

/** How long `work` takes, in milliseconds. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

export interface Pairs<T> {
  /** Those that count: the undisturbed ones, or all of them when too few were. */
  values: T[];
  /** How many pairs were void, and whether they had to be used all the same. */
  voided: number;
  disturbed: boolean;
  worst: Interference;
}

/**
 * Takes pairs until `wanted` were undisturbed, at most twice as many. The order within a pair alternates, so that neither
 * side is always first.
 */
export async function takePairs<A, B>(
  input: { wanted: number; roots: readonly number[]; label: string },
  first: (round: number) => Promise<A>,
  second: (round: number) => Promise<B>,
): Promise<Pairs<{ first: A; second: B }>> {
  const all: Measured<{ first: A; second: B }>[] = [];
  const good = () => all.filter((pair) => !pair.interference.void);
  for (let round = 0; good().length < input.wanted && round < input.wanted * 2; round++) {
    const pair = await takePair(input.roots, round, first, second);
    all.push(pair);
    if (pair.interference.void) announceVoid(`${input.label}, pair ${round + 1}`, pair.interference);
  }
  const disturbed = good().length < input.wanted;
  return {
    values: (disturbed ? all : good()).map((pair) => pair.value),
    voided: all.length - good().length,
    disturbed,
    worst: all.map((pair) => pair.interference).reduce(worse),
  };
}

async function takePair<A, B>(
  roots: readonly number[],
  round: number,
  first: (round: number) => Promise<A>,
  second: (round: number) => Promise<B>,
): Promise<Measured<{ first: A; second: B }>> {
  if (round % 2 === 0) {
    const a = await measure(roots, () => first(round));
    const b = await measure(roots, () => second(round));
    return { value: { first: a.value, second: b.value }, interference: worse(a.interference, b.interference) };
  }
  const b = await measure(roots, () => second(round));
  const a = await measure(roots, () => first(round));
  return { value: { first: a.value, second: b.value }, interference: worse(a.interference, b.interference) };
}

export function announceVoid(what: string, { othersCores, stealShare }: Interference): void {
  console.log(
    `void: ${what}: others used ${(othersCores * 100).toFixed(0)} % of a core, steal ${(stealShare * 100).toFixed(1)} %`,
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** Of sorted values. */
export function quantile(sorted: ArrayLike<number>, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
