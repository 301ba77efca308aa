/** A message of the protocol: what it says, and its records as the text of a JSON array, which only Postgres takes apart. */
export interface SplitMessage {
  head: unknown;
  records: string;
}

const RECORDS = ',"records":[';

/**
 * Takes a message apart without parsing its records: they come last in what this software writes. A message in another
 * order is parsed whole. Throws a SyntaxError for what is no JSON object; the records' text may still be none.
 */
export function splitRecords(text: string): SplitMessage {
  const at = text.indexOf(RECORDS);
  if (at > 0 && text.startsWith('{') && (text.endsWith('}]}') || text.endsWith('[]}'))) {
    const head = parseOrNull(`${text.slice(0, at)}}`);
    // null: these were the records of something within the head.
    if (head !== null) return { head, records: text.slice(at + RECORDS.length - 1, -1) };
  }
  const message: unknown = JSON.parse(text);
  if (typeof message !== 'object' || message === null) throw new SyntaxError('a message is an object');
  const { records, ...head } = message as { records?: unknown };
  return { head, records: JSON.stringify(records ?? []) };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The text of a message whose records are text already. */
export function joinRecords(head: object, records: string): string {
  return `${JSON.stringify(head).slice(0, -1)},"records":${records}}`;
}
