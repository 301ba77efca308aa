const NO_BREAK = '\u00a0';
const LONGEST_WHOLE = 24;

/** "12 sent · 4 received", of what there is: no line begins with a dot, and none ends between a figure and its word. */
export const dotted = (parts: readonly (string | false | null | undefined)[]): string =>
  parts
    .flatMap((part) => part || [])
    .map((part) => (part.length <= LONGEST_WHOLE ? part.replaceAll(' ', NO_BREAK) : part))
    .join(`${NO_BREAK}· `);
