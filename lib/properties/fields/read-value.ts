import { readBoolean } from '../../openimmo/values/boolean';
import { readDecimal } from '../../openimmo/values/decimal';
import { cleanText } from '../../openimmo/values/text';
import { readDay } from '../../openimmo/values/time';
import type { FieldKind } from './field';
import { isObject, type JsonObject, type Taken } from './taken';

/** A delivered value as a page shows it; what cannot be read stays the text that it was. */
export type FieldValue =
  | { kind: 'money'; amount: number; onRequest: boolean }
  | { kind: 'on-request' }
  | { kind: 'area' | 'number' | 'percent'; value: number }
  | { kind: 'yes-no'; value: boolean }
  | { kind: 'day' | 'text'; value: string }
  | { kind: 'words'; words: string[] }
  | { kind: 'parking'; count: number | null; rent: number | null; price: number | null }
  | { kind: 'distance'; to: string; kilometres: number };

/** Reads one element and notes what of it was read; null: it says nothing. `parent` holds it under `name`. */
export function readValue(
  kind: FieldKind,
  parent: JsonObject,
  name: string,
  item: unknown,
  taken: Taken,
): FieldValue | null {
  switch (kind) {
    case 'flags':
      return readFlags(parent, name, item, taken);
    case 'word':
      return readWord(parent, name, item, taken);
    case 'parking':
      return readParking(item, taken);
    case 'distance':
      return readDistance(item, taken);
    default: {
      const onRequest =
        kind === 'money' && isObject(item) && readBoolean(taken.attribute(item, 'auf_anfrage')) === true;
      const text = taken.text(parent, name, item);
      if (text === '') return onRequest ? { kind: 'on-request' } : null;
      return readText(kind, text, onRequest);
    }
  }
}

function readText(
  kind: Exclude<FieldKind, 'flags' | 'word' | 'parking' | 'distance'>,
  text: string,
  onRequest: boolean,
): FieldValue {
  const asText: FieldValue = { kind: 'text', value: cleanText(text) ?? text };
  if (kind === 'yes-no') {
    const value = readBoolean(text);
    return typeof value === 'boolean' ? { kind, value } : asText;
  }
  if (kind === 'day') {
    const value = readDay(text);
    return value && value !== 'invalid' ? { kind, value } : asText;
  }
  if (kind === 'text') return asText;
  const value = numberOf(text);
  if (value === null) return asText;
  return kind === 'money' ? { kind, amount: value, onRequest } : { kind, value };
}

function numberOf(text: string): number | null {
  const decimal = readDecimal(text);
  return decimal.kind === 'number' ? Number(decimal.value) : null;
}

/** `<bad DUSCHE="true"/>`; an attribute that is neither yes nor no is left for the rest. */
function readFlags(parent: JsonObject, name: string, item: unknown, taken: Taken): FieldValue | null {
  if (!isObject(item)) return readWord(parent, name, item, taken);
  const words = Object.keys(item).flatMap((key) => {
    const value = key.startsWith('@') ? readBoolean(String(item[key])) : null;
    if (typeof value !== 'boolean') return [];
    taken.take(item, key);
    return value ? [readable(key.slice(1))] : [];
  });
  return words.length > 0 ? { kind: 'words', words } : null;
}

/** `<zustand zustand_art="GEPFLEGT"/>`, or the word as text. */
function readWord(parent: JsonObject, name: string, item: unknown, taken: Taken): FieldValue | null {
  const text = taken.text(parent, name, item);
  const attribute = isObject(item) ? Object.keys(item).find((key) => key.startsWith('@')) : undefined;
  const word = text || (isObject(item) && attribute ? taken.attribute(item, attribute.slice(1)) : '');
  return word === '' ? null : { kind: 'words', words: [readable(word)] };
}

function readParking(item: unknown, taken: Taken): FieldValue | null {
  if (!isObject(item)) return null;
  const figure = (name: string) => numberOf(taken.attribute(item, name));
  const value = { count: figure('anzahl'), rent: figure('stellplatzmiete'), price: figure('stellplatzkaufpreis') };
  return Object.values(value).some((number) => number !== null) ? { kind: 'parking', ...value } : null;
}

function readDistance(item: unknown, taken: Taken): FieldValue | null {
  if (!isObject(item)) return null;
  const attribute = ['distanz_zu', 'distanz_zu_sport'].find((name) => Object.hasOwn(item, `@${name}`));
  const kilometres = numberOf(String(item['#text'] ?? ''));
  if (!attribute || kilometres === null) return null;
  taken.take(item, '#text');
  return { kind: 'distance', to: readable(taken.attribute(item, attribute)), kilometres };
}

/** The format's words are capitals with lines: "FERN_WAERME" -> "Fern waerme". */
export function readable(word: string): string {
  if (!/^[A-Z0-9_ÄÖÜ-]+$/.test(word) || /^[A-Z]?\d|^.$/.test(word)) return word;
  const words = word.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
