import type { ErrorDetails } from '../errors';

const MISSING = '–';

/**
 * The values that an error's sentence names, from its details; a dash stands for what they lack. A value that a
 * sentence chooses by is written with underscores, because the messages' syntax knows no hyphen there.
 */
export function problemValues(message: string, details: ErrorDetails): Record<string, string | number> {
  const named = [...message.matchAll(/\{\s*(\w+)\s*(,\s*select)?/g)];
  return Object.fromEntries(
    named.map(([, name = '', chosenBy]) => {
      const value = details[name] ?? MISSING;
      if (typeof value === 'number') return [name, value];
      return [name, chosenBy ? String(value).replaceAll('-', '_') : String(value)];
    }),
  );
}
