import type { BufferProblem } from '../db/schema/sync';

/** Why one record could not be integrated. */
export interface RecordFailure extends BufferProblem {
  id: string;
}

export interface DatabaseError {
  code: string;
  message: string;
  detail?: string;
  hint?: string;
  column_name?: string;
  constraint_name?: string;
}

/** What apply_rows (drizzle/0011_take_records.sql) raises for a record that another site owns. */
const FOREIGN_RECORD = 'ES403';
/** SQLSTATE classes that are the record's own fault: bad data (22), violated constraint (23). */
const RECORD_FAULT = /^2[23]/;

/** The failure when the database refused the record's data; null for any other error, which is not the record's fault. */
export function toRecordFailure(id: string, error: unknown): RecordFailure | null {
  const found = findDatabaseError(error);
  if (found?.code === FOREIGN_RECORD) {
    return { id, code: 'record-refused', field: 'originSite', value: null, cause: 'owned by another site' };
  }
  if (!found || !RECORD_FAULT.test(found.code)) return null;
  // "Key (provider_id)=(0190…) is not present in table …": names the field and value for people to read.
  const key = /\(([^)]+)\)=\(([^)]*)\)/.exec(found.detail ?? '');
  // 'invalid input syntax for type numeric: "cheap"' names only the value, 'See the value of key "shared_with".' only the field.
  const quoted = /: "(.{0,200})"$/s.exec(found.message)?.[1];
  const hinted = /key "([^"]+)"/.exec(found.hint ?? '')?.[1];
  return {
    id,
    code: found.code.startsWith('23') ? 'record-refused' : 'integration-failed',
    field: found.column_name ?? key?.[1] ?? hinted ?? found.constraint_name ?? null,
    value: key?.[2] ?? quoted ?? null,
    cause: found.detail ?? found.message,
  };
}

/** The database's own error behind what the drivers wrapped around it. */
export function findDatabaseError(error: unknown): DatabaseError | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current.name === 'PostgresError' && 'code' in current) return current as unknown as DatabaseError;
  }
  return null;
}
