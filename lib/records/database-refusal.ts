import { AppError, type ErrorDetails } from '../errors';
import { findDatabaseError } from './record-failure';

/** Texts that are no JSON or have another form than the functions take apart; nested too deep (54001). */
const UNREADABLE = /^(22P0[25]|2202[36]|22032|22030|54001)$/;

/**
 * What a database function refused (SQLSTATE ES + HTTP status, the code as message, the values as JSON in the detail), or
 * that the text it was given is unreadable; null for any other error.
 */
export function toRefusal(error: unknown): AppError | null {
  const found = findDatabaseError(error);
  if (!found) return null;
  if (/^ES\d{3}$/.test(found.code)) {
    const details = found.detail ? (JSON.parse(found.detail) as ErrorDetails) : {};
    return new AppError(found.message, details, { cause: error });
  }
  if (!UNREADABLE.test(found.code)) return null;
  return new AppError('invalid-input', { field: 'records', reason: found.message }, { cause: error });
}

/** Runs a database function; what it refuses is thrown as a typed error. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toRefusal(error) ?? error;
  }
}
