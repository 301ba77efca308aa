import type { Pairs } from './pairs';

/** Rows of words and figures, in columns. */
export function printTable(title: string, rows: readonly (readonly (string | number)[])[]): void {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? format(cell) : cell)));
  const widths = texts.reduce<number[]>(
    (widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, cell.length)),
    [],
  );
  console.log(`\n${title}`);
  for (const row of texts) {
    console.log(
      row
        .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
        .join('  '),
    );
  }
}

function format(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The last line of every benchmark. */
export function printResult(bench: string, values: Record<string, unknown>): void {
  const rounded = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value,
  ]);
  console.log(`\n${JSON.stringify({ bench, ...Object.fromEntries(rounded) })}`);
}

/** How quiet the machine was, for the result: steps that were void, and whether they had to be used. */
export function describeQuiet(all: readonly Pick<Pairs<unknown>, 'voided' | 'disturbed' | 'worst'>[]): {
  voided: number;
  disturbed: boolean;
  othersCores: number;
  stealShare: number;
} {
  return {
    voided: all.reduce((sum, pairs) => sum + pairs.voided, 0),
    disturbed: all.some((pairs) => pairs.disturbed),
    othersCores: Math.max(...all.map((pairs) => pairs.worst.othersCores)),
    stealShare: Math.max(...all.map((pairs) => pairs.worst.stealShare)),
  };
}
