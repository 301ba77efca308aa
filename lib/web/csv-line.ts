export type CsvCell = string | number | null | undefined;

/** One record of RFC 4180, with its line end. */
export function csvLine(cells: readonly CsvCell[], separator: ',' | ';' = ','): string {
  return `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`;
}

/** Spreadsheets take what begins so for a formula, also behind white space and in its full-width forms. */
const FORMULA = /^[\s\u00a0\u200b\ufeff]*[=+\-@|%＝＋－＠]/u;
const CONTROL = /^[\t\r\n]/;

/** A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers. */
function csvCell(cell: CsvCell, separator: string): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  // A character of its own line in no program, and NUL ends texts in some.
  const text = cell.replaceAll('\0', '');
  const isPlain = /^-?\d+([.,]\d+)?$/.test(text);
  const safe = !isPlain && (FORMULA.test(text) || CONTROL.test(text)) ? `'${text}` : text;
  return /["\r\n]/.test(safe) || safe.includes(separator) || safe !== text || /^\s|\s$/.test(safe)
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}
