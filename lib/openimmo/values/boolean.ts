const WORDS = new Map<string, boolean>([
  ['true', true],
  ['1', true],
  ['ja', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['nein', false],
  ['no', false],
]);

/** null: nothing there. */
export function readBoolean(text: string): boolean | 'invalid' | null {
  const word = text.trim().toLowerCase();
  if (word === '') return null;
  return WORDS.get(word) ?? 'invalid';
}
