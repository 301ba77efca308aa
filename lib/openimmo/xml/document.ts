import type { JsonObject, JsonValue } from '../types';
import { localName } from './parse';

interface Frame {
  name: string;
  object: JsonObject | null;
  text: string;
}

/**
 * Builds one element as JSON: children by local name, repeated ones as arrays, attributes as `@name`, text beside them as
 * `#text`, an element with nothing but text as that text.
 */
export class DocumentBuilder {
  /** Roughly how many characters are kept, so that the caller can bound it. */
  length = 0;
  private readonly frames: Frame[] = [];

  open(name: string, attributes: Record<string, string>): void {
    const object: JsonObject = {};
    const length = addAttributes(object, attributes);
    this.length += name.length + length + ELEMENT_COST;
    this.frames.push({ name, object: length > 0 ? object : null, text: '' });
  }

  text(text: string): void {
    const frame = this.frames.at(-1);
    if (!frame) return;
    frame.text += text;
    this.length += text.length;
  }

  /** The value of the innermost element becomes part of its parent; the outermost one is returned. */
  close(): JsonValue | undefined {
    const frame = this.frames.pop();
    if (!frame) return undefined;
    return this.place(frame, toValue(frame));
  }

  /** Like `close`, with a value of the caller's instead of what was read; `toValue` gets the text. */
  closeAs(convert: (text: string) => JsonValue): JsonValue | undefined {
    const frame = this.frames.pop();
    if (!frame) return undefined;
    this.length -= frame.text.length;
    return this.place(frame, convert(frame.text));
  }

  get depth(): number {
    return this.frames.length;
  }

  private place(frame: Frame, value: JsonValue): JsonValue | undefined {
    const parent = this.frames.at(-1);
    if (!parent) return value;
    parent.object ??= {};
    addChild(parent.object, frame.name, value);
    return undefined;
  }
}

/** What an element costs in memory beyond its characters. */
const ELEMENT_COST = 32;

function toValue(frame: Frame): JsonValue {
  const text = frame.text.trim();
  if (!frame.object) return text;
  if (text !== '') frame.object['#text'] = text;
  return frame.object;
}

/** Returns how many characters were added; declarations of namespaces are none of the content. */
export function addAttributes(object: JsonObject, attributes: Record<string, string>): number {
  let length = 0;
  for (const attribute in attributes) {
    if (attribute === 'xmlns' || attribute.startsWith('xmlns:')) continue;
    const value = attributes[attribute] ?? '';
    object[`@${localName(attribute)}`] = value;
    length += attribute.length + value.length;
  }
  return length;
}

export function addChild(parent: JsonObject, name: string, value: JsonValue): void {
  if (!Object.hasOwn(parent, name)) {
    setProperty(parent, name, value);
    return;
  }
  const existing = parent[name];
  if (Array.isArray(existing)) existing.push(value);
  else setProperty(parent, name, [existing ?? '', value]);
}

/** An element may be called `__proto__`: then it is a key like any other. */
function setProperty(object: JsonObject, name: string, value: JsonValue): void {
  if (name !== '__proto__') {
    object[name] = value;
    return;
  }
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
