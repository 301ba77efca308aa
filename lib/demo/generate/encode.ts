import type { Dialect } from './dialect';

/** What windows-1252 has where ISO-8859-1 has control characters: exports call the one by the name of the other. */
const WINDOWS: Record<string, number> = {
  '€': 0x80,
  '„': 0x84,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
};

/** Text as bytes in a dialect's encoding; the first piece of a UTF-16 file begins with the byte order mark. */
export function encodePiece(text: string, encoding: Dialect['encoding'], isFirst: boolean): Buffer {
  if (encoding === 'UTF-8') return Buffer.from(text);
  if (encoding === 'UTF-16') return Buffer.from(isFirst ? `\ufeff${text}` : text, 'utf16le');
  const bytes = Buffer.from(text, 'latin1');
  for (const found of text.matchAll(/[€„…‘’“”–—]/g)) bytes[found.index] = WINDOWS[found[0]] ?? 0x3f;
  return bytes;
}
