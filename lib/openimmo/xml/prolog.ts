const DECLARATION =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>$/;

export function isDeclaration(text: string): boolean {
  return DECLARATION.test(text);
}

/** What a processing instruction is for. */
export function targetOf(text: string): string {
  return /^<\?([^ \t\n?]*)/.exec(text)?.[1] ?? '';
}

/** Where a DOCTYPE ends that begins at `from`, its internal subset included; -1: not in this text. Nothing of it is used. */
export function endOfDoctype(text: string, from: number): number {
  let isInside = false;
  for (let at = from + 9; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") at = text.indexOf(character, at + 1);
    else if (character === '[') isInside = true;
    else if (character === ']') isInside = false;
    else if (text.startsWith('<!--', at)) at = text.indexOf('-->', at + 4);
    else if (character === '>' && !isInside) return at + 1;
    if (at < 0) return -1;
  }
  return -1;
}
