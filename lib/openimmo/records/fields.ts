import { type Message, message } from '../messages';
import type { JsonObject, JsonValue } from '../types';
import { readBoolean } from '../values/boolean';
import { readDecimal } from '../values/decimal';
import { cleanLine, cleanText } from '../values/text';
import { readDay } from '../values/time';

/** Where elements begin: local name to line, the first one of each name. */
export type Lines = ReadonlyMap<string, number>;

/** Reads typed values out of a record's document; what cannot be read is null and leaves a warning. */
export class Fields {
  constructor(
    readonly document: JsonObject,
    readonly lines: Lines,
    readonly warnings: Message[],
  ) {}

  /** One line of text. `path` is `section/element`, with `@name` last for an attribute. */
  line(path: string): string | null {
    return cleanLine(this.raw(path));
  }

  text(path: string): string | null {
    return cleanText(this.raw(path));
  }

  /** Keys and numbers that are names: exactly what was written, trimmed. */
  key(path: string): string | null {
    return this.raw(path).trim() || null;
  }

  raw(path: string): string {
    return textOf(valueAt(this.document, path));
  }

  /** `small`: where a fraction of a thousand is implausible, `1.234` leaves a warning. */
  decimal(path: string, plausible: 'fraction' | 'small-is-odd' = 'fraction'): string | null {
    const received = this.raw(path);
    if (received === '') return null;
    const number = readDecimal(received);
    const place = { line: this.lineOf(path), received };
    if (number.kind === 'invalid') this.warnings.push(message('R-number', { element: path, received }, place));
    if (number.kind !== 'number') return null;
    if (number.value.startsWith('-')) {
      this.warnings.push(message('R-number-negative', { element: path, received }, place));
      return null;
    }
    if (number.ambiguous && plausible === 'small-is-odd') {
      this.warnings.push(message('R-number-ambiguous', { element: path, received, value: number.value }, place));
    }
    return number.value;
  }

  boolean(path: string): boolean | null {
    const received = this.raw(path);
    if (received === '') return null;
    const value = readBoolean(received);
    if (value !== 'invalid') return value;
    this.warnings.push(message('R-boolean', { element: path, received }, { line: this.lineOf(path) }));
    return null;
  }

  day(path: string): string | null {
    const received = this.raw(path);
    const value = readDay(received);
    if (value !== 'invalid') return value;
    this.warnings.push(message('R-day', { element: path, received }, { line: this.lineOf(path) }));
    return null;
  }

  lineOf(path: string): number | null {
    const names = path.split('/').filter((name) => !name.startsWith('@'));
    return this.lines.get(names.at(-1) ?? '') ?? this.lines.get('') ?? null;
  }
}

/** The first value at a path; where an element is repeated, its first one counts. */
export function valueAt(document: JsonObject, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const name of partsOf(path)) {
    if (Array.isArray(value)) value = value[0];
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return Array.isArray(value) ? value[0] : value;
}

const parts = new Map<string, readonly string[]>();

/** Paths are written in the code, so there are few of them; splitting each anew took a third of the reading. */
function partsOf(path: string): readonly string[] {
  const known = parts.get(path);
  if (known) return known;
  const split = path.split('/');
  if (parts.size < MOST_PATHS) parts.set(path, split);
  return split;
}

const MOST_PATHS = 1000;

export function textOf(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  if (!isObject(value) || !Object.hasOwn(value, '#text')) return '';
  return typeof value['#text'] === 'string' ? value['#text'] : '';
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
