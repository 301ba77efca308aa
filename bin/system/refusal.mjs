/** A failure that the person at the keyboard can mend: printed as its sentence, without a stack. */
export class Refusal extends Error {}

/** The end that Ctrl-C or SIGTERM asked for. */
export class Stopped extends Error {}

/**
 * What to print for an error, and the exit code. A bug keeps its stack.
 * @param {unknown} error
 * @returns {string}
 */
export function describeFailure(error) {
  if (error instanceof Refusal) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (error instanceof Error && typeof code === 'string' && /^E[A-Z]+$/.test(code)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
