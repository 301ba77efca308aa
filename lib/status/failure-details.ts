import type { RunError } from '../db/schema/runs';
import { maskSecrets } from '../mask-secrets';

/** What is known of a failed run beside its error. */
export interface FailureContext {
  /** Which failed run in a row it is. */
  failures?: number | null;
  retryAt?: string | null;
}

/** What stands behind the `i`: code, the error's own values, step, moment, attempt, next try and cause, secrets masked. */
export function failureDetails(error: RunError, more: FailureContext): { name: string; value: string }[] {
  const { code, step, at, cause } = error;
  // Part of the details is what the far side said: it replaces nothing of ours.
  const values: Record<string, unknown> = Object.assign({ code }, error.details, { code, step, at, ...more, cause });
  return Object.entries(values).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [{ name, value: maskSecrets(String(value)) }],
  );
}
