import type { RunDay } from '@/lib/runs/days/read';

/** In units of the picture, which is stretched to its place: one unit wide for each day. */
export const HEIGHT = 100;
/** What went wrong is seen, however much went well. */
const LEAST = 4;

/** How runs end, as the legend names them. */
export const RUN_KINDS = ['done', 'problems', 'failed'] as const;

export interface Bar {
  kind: (typeof RUN_KINDS)[number];
  y: number;
  height: number;
}

/** The bars of one day from the lower edge upwards: what failed first. Pure. */
export function stackBars(day: Pick<RunDay, Bar['kind']>, top: number): Bar[] {
  const kinds = (['failed', 'problems', 'done'] as const).filter((kind) => day[kind] > 0);
  const wanted = kinds.map((kind) => Math.max(LEAST, (day[kind] / top) * HEIGHT));
  const excess = Math.max(0, wanted.reduce((sum, height) => sum + height, 0) - HEIGHT);
  let y = HEIGHT;
  return kinds.map((kind, index) => {
    // The largest gives way to what had to be made visible.
    const isLargest = wanted[index] === Math.max(...wanted) && wanted.indexOf(wanted[index] ?? 0) === index;
    const height = (wanted[index] ?? 0) - (isLargest ? excess : 0);
    y -= height;
    return { kind, y, height };
  });
}

/** The end of an axis: 1, 2 or 5 with zeros, at least the largest value. */
export function niceTop(largest: number): number {
  if (largest <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= largest) ?? largest;
}

/** Days with a word below them: the first, the last, and some in between at equal distances. */
export function namedDays(count: number, wanted = 4): number[] {
  if (count <= wanted) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: wanted }, (_, index) => Math.round((index * (count - 1)) / (wanted - 1)));
}
