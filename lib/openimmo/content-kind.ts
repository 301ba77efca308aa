/** `<` as the first character, in any encoding that XML may have, white space and byte order mark aside. */
export function looksLikeXml(beginning: Buffer): boolean {
  const withoutMark = beginning.toString('latin1').replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '');
  return /^[\s\0]*</.test(withoutMark);
}

const KINDS: readonly (readonly [string, string])[] = [
  ['%PDF', 'PDF'],
  ['Rar!', 'RAR'],
  ['7z\u00bc\u00af', '7-Zip'],
  ['\u001f\u008b', 'gzip'],
  ['\u00ff\u00d8\u00ff', 'JPEG'],
  ['\u0089PNG', 'PNG'],
  ['GIF8', 'GIF'],
  ['MZ', 'EXE'],
];

/** What a file that is no delivery seems to be, in words that need no translation. */
export function describeKind(beginning: Buffer): string {
  const start = beginning.toString('latin1', 0, 8);
  const known = KINDS.find(([mark]) => start.startsWith(mark))?.[1];
  if (known) return known;
  if (/^[[{]/.test(start.trim())) return 'JSON';
  const isText = !/\p{Cc}/u.test(beginning.toString('latin1').replace(/\s/g, ''));
  return isText ? 'TXT' : '?';
}
