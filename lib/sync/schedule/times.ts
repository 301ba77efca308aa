import { Cron } from 'croner';

/** Several patterns stand one per line, or with semicolons between them. */
const SEPARATOR = /[;\n]/;
const MOST_PATTERNS = 10;
/** Minute, hour, day, month, weekday; or a name such as `@daily`. */
const PATTERN = /^(@[a-z]+|\S+(\s+\S+){4})$/i;

/** Times like those of cron: `0 7,13 * * 1-5`. Null: not understood, or a time that never comes. */
export function readTimes(text: string): string[] | null {
  const patterns = text
    .split(SEPARATOR)
    .map((one) => one.trim().replace(/\s+/g, ' '))
    .filter((one) => one !== '');
  if (patterns.length === 0 || patterns.length > MOST_PATTERNS) return null;
  return patterns.every(comesAtAll) ? patterns : null;
}

function comesAtAll(pattern: string): boolean {
  if (!PATTERN.test(pattern)) return false;
  try {
    return open(pattern, 'UTC').nextRun(new Date(0)) !== null;
  } catch {
    // How the reader of patterns says that it does not understand one.
    return false;
  }
}

/**
 * The next of these times after a moment, on the clock of a zone; null: none comes. A time that the change to summer time
 * leaves out comes when the clock has gone forward, one that it shows twice comes once.
 */
export function nextTime(times: string, after: Date, zone: string): Date | null {
  return pick(
    times,
    (pattern) => open(pattern, zone).nextRun(after),
    (a, b) => a < b,
  );
}

/** The last of these times that is not after a moment; null: there was none. */
export function lastTime(times: string, until: Date, zone: string): Date | null {
  // A time counts from its beginning: the millisecond makes the moment itself one of those before.
  const reference = new Date(until.getTime() + 1);
  return pick(
    times,
    (pattern) =>
      open(pattern, zone)
        .previousRuns(1, reference)
        .find((time) => time <= until) ?? null,
    (a, b) => a > b,
  );
}

/** The times after one moment and up to another, oldest first, at most so many. */
export function timesBetween(times: string, after: Date, until: Date, zone: string, most: number): Date[] {
  const found: Date[] = [];
  for (let time = nextTime(times, after, zone); time && time <= until && found.length < most; ) {
    found.push(time);
    time = nextTime(times, time, zone);
  }
  return found;
}

function open(pattern: string, timezone: string): Cron {
  return new Cron(pattern, { timezone, paused: true, mode: '5-part' });
}

function pick(times: string, find: (pattern: string) => Date | null, isBetter: (a: Date, b: Date) => boolean) {
  let best: Date | null = null;
  for (const pattern of readTimes(times) ?? []) {
    const found = find(pattern);
    if (found && (!best || isBetter(found, best))) best = found;
  }
  return best;
}
