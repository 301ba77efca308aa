/** What is to be said to the sender about one code. */
export interface SupplierGroup {
  code: string;
  count: number;
  /** Some of the places, the first ones. */
  places: SupplierPlace[];
}

export interface SupplierPlace {
  /** The record's name; null: the file as a whole. */
  label: string | null;
  /** The file inside the delivery, where the message names it. */
  file: string | null;
  line: number | null;
  element: string | null;
  received: string | null;
}

/** The words of one language. */
export interface SupplierWords {
  subject(file: string): string;
  greeting: string;
  opening(file: string): string;
  /** What is wrong and what to do, for a code. */
  request(code: string): string;
  times(count: number): string;
  line(line: number): string;
  element(element: string): string;
  received(received: string): string;
  more(count: number): string;
  again: string;
  closing: string;
}

export interface SupplierText {
  subject: string;
  body: string;
}

/** A letter to the sender of a delivery: per matter what to do, and where, with the value that came. Pure. */
export function composeSupplierText(
  words: SupplierWords,
  { path, groups, signature }: { path: string; groups: readonly SupplierGroup[]; signature: string },
): SupplierText {
  const file = path.split('/').at(-1) ?? path;
  const matters = groups.map(({ code, count, places }, index) => {
    const heading = `${index + 1}. ${words.request(code)}${count > 1 ? ` (${words.times(count)})` : ''}`;
    const lines = places.map((place) => placeText(words, place)).filter((line) => line !== '');
    const rest = count - places.length;
    return [heading, ...lines.map((line) => `   - ${line}`), ...(rest > 0 ? [`   - ${words.more(rest)}`] : [])].join(
      '\n',
    );
  });
  const parts = [words.greeting, words.opening(file), ...matters, words.again, `${words.closing}\n${signature}`.trim()];
  return { subject: words.subject(file), body: `${parts.join('\n\n')}\n` };
}

function placeText(words: SupplierWords, { label, file, line, element, received }: SupplierPlace): string {
  const where = [
    file,
    line !== null && line > 0 && words.line(line),
    element && words.element(element),
    received && words.received(oneLine(received)),
  ].filter(Boolean);
  return [label && oneLine(label), where.join(', ')].filter(Boolean).join(': ');
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

const LONGEST_LINK = 1_900;

/** A link that opens a letter. Mail programs cut long ones: lines that do not fit are left out, and dots say so. */
export function mailtoLink(address: string, { subject, body }: SupplierText): string {
  const linkOf = (text: string) =>
    `mailto:${encodeURIComponent(address).replaceAll('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
  const lines = body.replaceAll('\n', '\r\n').split('\r\n');
  for (let kept = lines.length; kept > 0; kept--) {
    const link = linkOf(kept === lines.length ? lines.join('\r\n') : [...lines.slice(0, kept), '…'].join('\r\n'));
    if (link.length <= LONGEST_LINK) return link;
  }
  return linkOf('');
}
