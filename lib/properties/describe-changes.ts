import { COLUMN_PATHS, PRICE_PATHS } from './column-paths';

/** field: [old, new]; a field is a column of `properties`, or `group/element` of the document. */
export type FieldChanges = Record<string, [unknown, unknown]>;

const LONGEST_SHOWN = 500;
const MOST_CHANGES = 200;

/** One list of what changed: an element of the document is left out where a column says the same. Long texts are cut. */
export function describeChanges(columns: FieldChanges, document: FieldChanges): FieldChanges {
  const said = new Set(Object.keys(columns).flatMap((column) => COLUMN_PATHS[column] ?? []));
  const [, price] = columns.price ?? [];
  const others = Object.entries(document).filter(
    ([path, [, now]]) => !said.has(path) && !(PRICE_PATHS.has(path) && isSamePrice(now, price)),
  );
  const all = [...Object.entries(columns), ...others].slice(0, MOST_CHANGES);
  return Object.fromEntries(all.map(([field, [before, now]]) => [field, [shown(before), shown(now)]]));
}

function isSamePrice(delivered: unknown, price: unknown): boolean {
  return typeof price === 'number' && Number.parseFloat(String(shown(delivered))) === price;
}

function shown(value: unknown): unknown {
  const text = typeof value === 'object' && value !== null && !isListOfTexts(value) ? flatten(value) : value;
  return typeof text === 'string' && text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

const isListOfTexts = (value: object): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** An element with attributes or elements of its own as one line: "1200, auf_anfrage: true". */
function flatten(value: object): string {
  if (Array.isArray(value)) return value.map((item) => String(shown(item))).join('; ');
  const parts = Object.entries(value).map(([name, child]) => {
    const text = String(shown(child));
    return name === '#text' ? text : `${name.replace('@', '')}: ${text}`;
  });
  return parts.join(', ');
}
