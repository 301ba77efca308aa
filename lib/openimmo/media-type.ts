const MARKS: readonly (readonly [mediaType: string, offset: number, mark: string])[] = [
  ['image/jpeg', 0, '\u00ff\u00d8\u00ff'],
  ['image/png', 0, '\u0089PNG\r\n\u001a\n'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBP'],
  ['image/bmp', 0, 'BM'],
  ['image/tiff', 0, 'II*\0'],
  ['image/tiff', 0, 'MM\0*'],
  ['image/avif', 4, 'ftypavif'],
  ['image/heic', 4, 'ftyphei'],
  ['image/heic', 4, 'ftypmif1'],
  ['video/mp4', 4, 'ftyp'],
  ['video/quicktime', 4, 'moov'],
  ['application/pdf', 0, '%PDF-'],
  ['application/zip', 0, 'PK\u0003\u0004'],
  ['application/msword', 0, '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'],
  ['application/rtf', 0, '{\\rtf'],
];
const MARKUP =
  /^(?:\u00ef\u00bb\u00bf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?(?:<!doctype\s+(html|svg)|<(html|svg|head|body|script)\b)/i;

/** Type of an attachment by its first bytes (512 are enough), whatever its name says; null when it is none we know. */
export function sniffMediaType(beginning: Buffer): string | null {
  const start = beginning.toString('latin1', 0, 512);
  const mark = MARKS.find(([, offset, text]) => start.startsWith(text, offset));
  if (mark) return mark[0];
  const markup = MARKUP.exec(start);
  if (!markup) return null;
  return (markup[1] ?? markup[2])?.toLowerCase() === 'svg' ? 'image/svg+xml' : 'text/html';
}
