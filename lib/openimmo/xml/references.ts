const CONTROLS = '\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff';
/** Characters that no XML may contain, written or referred to. */
export const ILLEGAL = new RegExp(`[${CONTROLS}]`);

/** A reference that XML does not know, at its place in the text. */
export class BadReference extends Error {
  constructor(
    readonly at: number,
    /** an `&` that begins none, or a name nobody declared; else a number that is no character */
    readonly isAmpersand: boolean,
  ) {
    super();
  }
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([0-9a-fA-F]+));/y;
/** The longest one that is waited for when a piece of text ends in it. */
const LONGEST_REFERENCE = 40;

/** Text with its references replaced. @throws BadReference */
export function resolveReferences(text: string): string {
  let resolved = '';
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    REFERENCE.lastIndex = at;
    const found = REFERENCE.exec(text);
    if (!found) throw new BadReference(at, true);
    const character = found[1] === undefined ? characterOf(found[2], found[3]) : NAMED[found[1]];
    if (character === undefined) throw new BadReference(at, false);
    resolved += text.slice(from, at) + character;
    from = REFERENCE.lastIndex;
  }
  return from === 0 ? text : resolved + text.slice(from);
}

function characterOf(decimal: string | undefined, hex: string | undefined): string | undefined {
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const isAllowed =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return isAllowed ? String.fromCodePoint(code) : undefined;
}

/** Where a text may be cut that goes on in the next piece: before the beginning of a reference, of `]]>`, of a character. */
export function safeEnd(text: string, at: number): number {
  const ampersand = text.lastIndexOf('&');
  if (ampersand >= at && text.length - ampersand < LONGEST_REFERENCE && !text.includes(';', ampersand))
    return ampersand;
  let end = text.length;
  if (text.endsWith(']')) end -= text.endsWith(']]') ? 2 : 1;
  else if ((text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
  return Math.max(at, end);
}
