/** A page's place in a list: the last row's sort values. Opaque to people, checked when it comes back in a URL. */
export type Cursor = readonly string[];

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** The values of a cursor with `length` parts; null for anything else, so that a mangled URL shows the first page. */
export function decodeCursor(text: string | undefined, length: number): Cursor | null {
  if (!text) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!Array.isArray(parsed) || parsed.length !== length) return null;
  return parsed.every((part) => typeof part === 'string') ? parsed : null;
}

export interface Page<T> {
  rows: T[];
  /** Cursor of the following page; null on the last one. */
  next: string | null;
}

/** Cuts the row that was read beyond `size` and makes the following page's cursor of the last one shown. */
export function toPage<T>(rows: T[], size: number, cursorOf: (row: T) => Cursor): Page<T> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > size && last ? encodeCursor(cursorOf(last)) : null };
}
