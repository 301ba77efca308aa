/**
 * Short or long: what takes long runs short in `npm test`, always with the same seed, and long in `npm run test:long`,
 * which sets these variables (bin/test-long.mjs). A test file that imports this one belongs to the long run.
 */
export const LONG = process.env.TEST_LONG_MINUTES !== undefined;

/** What the long form may take in all; for the short form one minute. */
export const MINUTES = readNumber('TEST_LONG_MINUTES', 1);

export const SEED = readNumber('TEST_SEED', 1);

/** How many kills, faults or tries: `short` in `npm test`, else what --kills says, else `long`. */
export const countOf = (short: number, long: number): number => (LONG ? readNumber('TEST_KILLS', long) : short);

/** A test's timeout: the short one, or in the long form the given minutes and a reserve. */
export const timeoutOf = (shortMs: number): number => (LONG ? (MINUTES + 5) * 60_000 : shortMs);

function readNumber(name: string, missing: number): number {
  const text = process.env[name];
  if (text === undefined) return missing;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name}=${text} is no positive number`);
  return value;
}

export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** At least `from`, at most `to`. */
  int(from: number, to: number): number;
  pick<T>(values: readonly T[]): T;
  chance(probability: number): boolean;
}

/** The same numbers for the same seed and stream (mulberry32). */
export function seededRandom(stream = 0, seed = SEED): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    pick: <T>(values: readonly T[]) => {
      const value = values[int(0, values.length - 1)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
    chance: (probability) => next() < probability,
  };
}
