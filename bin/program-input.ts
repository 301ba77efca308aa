import { text } from 'node:stream/consumers';
import { AppError, describeCause } from '@/lib/errors';
import sentences from '@/lib/i18n/messages/en/errors.json';

/** What the launcher gave on standard input (there, and not in arguments, since those are seen by everybody). */
export async function readInput<Input>(atTheKeyboard: () => Input): Promise<Input> {
  if (process.stdin.isTTY) return atTheKeyboard();
  const given = await text(process.stdin);
  return given.trim() === '' ? atTheKeyboard() : (JSON.parse(given) as Input);
}

/** Runs the program and prints its answer, or its error, as one line of JSON. */
export function answer(program: () => Promise<object>): void {
  program().then(print, (error: unknown) => {
    if (!(error instanceof AppError)) console.error(error);
    print({ error: describeError(error) });
    process.exitCode = 1;
  });
}

function print(result: object): void {
  console.log(JSON.stringify(result));
}

/** An expected error in the words that people see elsewhere, with its code; a bug with its causes. */
function describeError(error: unknown): string {
  if (!(error instanceof AppError)) return describeCause(error);
  const known: Record<string, object> = sentences;
  const entry = known[error.code] ?? {};
  return 'sentence' in entry ? `${entry.sentence} (${error.message})` : error.message;
}
