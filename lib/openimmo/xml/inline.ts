import { createHash } from 'node:crypto';

export type InlineContent = { sha256: string; bytes: Buffer } | 'empty' | 'invalid';

const DATA_URL = /^data:[^,]{0,200};base64,/i;

/** Decodes the text of an `anhanginhalt` strictly: Buffer alone skips what is no base64. */
export function decodeInline(text: string): InlineContent {
  const packed = text.replace(/\s+/g, '').replace(DATA_URL, '');
  if (packed === '') return 'empty';
  const digits = packed.replace(/={1,2}$/, '');
  if (digits.length % 4 === 1 || !/^[A-Za-z0-9+/_-]*$/.test(digits)) return 'invalid';
  const bytes = Buffer.from(digits, 'base64');
  if (bytes.length === 0) return 'invalid';
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
}
