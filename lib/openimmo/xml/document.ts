import type { JsonObject, JsonValue } from '../types';
import type { Attributes } from './tag';

interface Frame {
  name: string;
  text: string;
  /** where its attributes and children begin in the builder's lists */
  from: number;
}

/** What an element costs in memory beyond its characters. */
const ELEMENT_COST = 32;
/** The one element whose order says something: the first type of object is the one that is shown. */
const ORDERED = 'objektart';
/** Up to so many children are sorted by moving them one by one. */
const FEW = 40;

/**
 * Builds one element as JSON: children by local name, repeated ones as arrays, attributes as `@name`, text beside them as
 * `#text`, an element with nothing but text as that text. Keys are sorted, because their order means nothing in the format:
 * equal elements have equal JSON.
 */
export class DocumentBuilder {
  /** Roughly how many characters are kept, so that the caller can bound it. */
  length = 0;
  private readonly frames: Frame[] = [];
  private readonly keys: string[] = [];
  private readonly values: JsonValue[] = [];
  /** depth from which the order is kept; 0: sorted */
  private orderedFrom = 0;

  open(name: string, attributes: Attributes): void {
    this.length += name.length + ELEMENT_COST;
    this.frames.push({ name, text: '', from: this.keys.length });
    if (name === ORDERED && this.orderedFrom === 0) this.orderedFrom = this.frames.length;
    for (let index = 0; index < attributes.length; index += 2) {
      const [key, value] = [attributes[index] ?? '', attributes[index + 1] ?? ''];
      this.keys.push(key);
      this.values.push(value);
      this.length += key.length + value.length;
    }
  }

  text(text: string): void {
    const frame = this.frames[this.frames.length - 1];
    if (!frame) return;
    this.length += text.length;
    // Before the first word white space means nothing.
    if (frame.text !== '') frame.text += text;
    else if (!isBlank(text)) frame.text = text;
  }

  /** The value of the innermost element becomes part of its parent; the outermost one is returned. */
  close(): JsonValue | undefined {
    const frame = this.frames.pop();
    if (!frame) return undefined;
    const text = trimmed(frame.text);
    if (frame.from === this.keys.length) return this.place(frame.name, text);
    if (text !== '') this.add('#text', text);
    return this.place(frame.name, this.takeObject(frame.from));
  }

  /** Like `close`, with a value of the caller's instead of what was read; `convert` gets the text. */
  closeAs(convert: (text: string) => JsonValue): JsonValue | undefined {
    const frame = this.frames.pop();
    if (!frame) return undefined;
    this.length -= frame.text.length;
    this.keys.length = frame.from;
    this.values.length = frame.from;
    return this.place(frame.name, convert(frame.text));
  }

  get depth(): number {
    return this.frames.length;
  }

  private add(key: string, value: JsonValue): void {
    this.keys.push(key);
    this.values.push(value);
  }

  private place(name: string, value: JsonValue): JsonValue | undefined {
    if (this.frames.length < this.orderedFrom) this.orderedFrom = 0;
    if (this.frames.length === 0) return value;
    this.add(name, value);
    return undefined;
  }

  private takeObject(from: number): JsonObject {
    const { keys, values } = this;
    const isSorted = this.orderedFrom === 0;
    if (isSorted) sortFrom(keys, values, from);
    const object: JsonObject = {};
    for (let at = from, before = ''; at < keys.length; at++) {
      const [key, value] = [keys[at] ?? '', values[at] ?? ''];
      // Sorted, what is repeated comes one after the other.
      if (isSorted && key !== before && !(key in Object.prototype)) object[key] = value;
      else addChild(object, key, value);
      before = key;
    }
    keys.length = from;
    values.length = from;
    return object;
  }
}

/** Sorts the ends of both lists by key; equal keys stay in their order. */
function sortFrom(keys: string[], values: JsonValue[], from: number): void {
  if (keys.length - from > FEW) {
    sortMany(keys, values, from);
    return;
  }
  for (let at = from + 1; at < keys.length; at++) {
    const key = keys[at] ?? '';
    if (key >= (keys[at - 1] ?? '')) continue;
    const value = values[at] ?? '';
    let to = at;
    for (; to > from && (keys[to - 1] ?? '') > key; to--) {
      keys[to] = keys[to - 1] ?? '';
      values[to] = values[to - 1] ?? '';
    }
    keys[to] = key;
    values[to] = value;
  }
}

function sortMany(keys: string[], values: JsonValue[], from: number): void {
  const pairs = keys.slice(from).map((key, index) => ({ key, value: values[from + index] ?? '' }));
  pairs.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  for (const [index, { key, value }] of pairs.entries()) {
    keys[from + index] = key;
    values[from + index] = value;
  }
}

/** Most texts have nothing to be trimmed, which is told by their ends. */
function trimmed(text: string): string {
  return isPlain(text.charCodeAt(0)) && isPlain(text.charCodeAt(text.length - 1)) ? text : text.trim();
}

function isPlain(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

function isBlank(text: string): boolean {
  const code = text.charCodeAt(0);
  return (code === 0x0a || code === 0x20 || code === 0x09) && text.trim() === '';
}

export function addAttributes(object: JsonObject, attributes: Attributes): void {
  for (let index = 0; index < attributes.length; index += 2) {
    addChild(object, attributes[index] ?? '', attributes[index + 1] ?? '');
  }
}

export function addChild(parent: JsonObject, name: string, value: JsonValue): void {
  const existing = parent[name];
  if (existing === undefined) parent[name] = value;
  else if (name in Object.prototype) addOddChild(parent, name, value);
  else if (Array.isArray(existing)) existing.push(value);
  else parent[name] = [existing, value];
}

/** An element may be called `constructor` or `__proto__`: then it is a key like any other. */
function addOddChild(parent: JsonObject, name: string, given: JsonValue): void {
  const existing = Object.getOwnPropertyDescriptor(parent, name)?.value as JsonValue | undefined;
  const value = existing === undefined ? given : Array.isArray(existing) ? [...existing, given] : [existing, given];
  Object.defineProperty(parent, name, { value, enumerable: true, configurable: true, writable: true });
}
