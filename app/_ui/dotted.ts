/** "12 sent · 4 received": no line begins with a dot. */
export const dotted = (parts: readonly string[]): string => parts.join('\u00a0· ');
