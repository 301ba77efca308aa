import { AppError } from '../errors';

/** Postgres's connection or refusal, not that of another server, which an expected error tells of. */
export function isDatabaseAway(error: unknown): boolean {
  return codesOf(error).some((code) => /^(CONNECTION_|CONNECT_|ECONN|EPIPE|ETIMEDOUT|08|40|53[023]|57P0)/.test(code));
}

/** The disk that the database lies on is full (disk_full). */
export function isDatabaseFull(error: unknown): boolean {
  return codesOf(error).includes('53100');
}

/** Of the error and what caused it; none of an expected error's. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let current = error; current instanceof Error && !(current instanceof AppError); current = current.cause) {
    codes.push(String((current as { code?: unknown }).code ?? ''));
  }
  return codes;
}
