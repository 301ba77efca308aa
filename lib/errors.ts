/** Values that explain an error to a person: never secrets. */
export type ErrorDetails = Record<string, string | number | boolean | null>;

/**
 * An expected failure. `code` is stable: programs branch on it, and the messages `errors.<code>` say in three languages
 * what happened, whose move it is and what to do. Anything that is no AppError is a bug.
 */
export class AppError extends Error {
  readonly code: string;
  readonly details: ErrorDetails;
  readonly retryable: boolean;

  constructor(code: string, details: ErrorDetails = {}, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(`${code} ${JSON.stringify(details)}`, options.cause === undefined ? undefined : { cause: options.cause });
    // Not the class's own name, which a build shortens.
    this.name = 'AppError';
    this.code = code;
    this.details = details;
    this.retryable = options.retryable ?? false;
  }
}

export class NotFoundError extends AppError {
  constructor(what: string, id: string) {
    super('not-found', { what, id });
  }
}

export class ForbiddenError extends AppError {
  constructor(needed: string) {
    super('forbidden', { needed });
  }
}

export class SignedOutError extends AppError {
  constructor() {
    super('signed-out');
  }
}

/** The run's lease went to another executor: stop at once, roll back, write nothing more. */
export class LeaseLostError extends AppError {
  constructor(runId: string) {
    super('lease-lost', { runId });
  }
}

export class CancelledError extends AppError {
  constructor() {
    super('cancelled');
  }
}

/** The innermost cause as one line for logs and the details behind `i`. */
export function describeCause(error: unknown): string {
  const lines: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current !== undefined && current !== null; depth++) {
    lines.push(current instanceof Error ? `${current.name}: ${messageOf(current)}` : String(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return lines.join(' ← ');
}

/**
 * A connection that was tried at several addresses fails with an error that says nothing but holds theirs; a failed statement
 * names its parameters, which are people's records.
 */
function messageOf(error: Error): string {
  const { query } = error as Error & { query?: unknown };
  if (typeof query === 'string') return `Failed query: ${query}`;
  if (error.message !== '' || !(error instanceof AggregateError)) return error.message;
  return error.errors.map((one: unknown) => (one instanceof Error ? one.message : String(one))).join('; ');
}
