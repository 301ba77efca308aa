/** "12 sent · 4 received": a line breaks only behind a dot. */
export const dotted = (parts: readonly string[]): string =>
  parts.map((part) => part.replaceAll(' ', '\u00a0')).join('\u00a0· ');
