import { MESSAGE_CODES, type MessageCode, type Owner, type Severity } from '../openimmo/messages';

/**
 * Every code that an import says itself, beside those of the reader: severity, whose move it is, and the values that its
 * sentence names. F: the delivery, P: a provider, R: a property, A: an attachment. Sentences: namespace `outcomes`.
 */
export const OUTCOME_CODES = {
  'F-unchanged': ['note', 'you', []],
  'F-warnings': ['warning', 'you', ['count']],
  'F-failed-records': ['warning', 'software', ['failed', 'count']],
  'F-upload-unfinished': ['warning', 'you', []],
  'F-gone': ['error', 'you', []],
  'F-cancelled': ['note', 'you', []],
  'F-interrupted': ['note', 'host', []],
  'F-stopped': ['error', 'host', ['code']],
  'F-unexpected': ['error', 'host', []],
  'F-original-stays': ['warning', 'you', []],
  'F-nothing-accepted': ['error', 'you', ['providers']],
  'P-unknown': ['warning', 'you', ['name', 'number', 'records']],
  'P-not-accepted': ['warning', 'you', ['name', 'records']],
  'P-empty-transfer': ['warning', 'you', ['name', 'stock']],
  'P-removals-held': ['warning', 'you', ['name', 'removals', 'stock']],
  'P-older-transfer': ['warning', 'you', ['name', 'madeAt', 'lastAppliedAt']],
  'P-removals-blocked': ['warning', 'software', ['name', 'records', 'kept']],
  'P-superseded': ['note', 'you', ['path']],
  'P-plan-changed': ['warning', 'you', ['name']],
  'P-file-changed': ['warning', 'you', ['name']],
  'P-discarded': ['note', 'you', ['name']],
  'P-decided': ['note', 'you', []],
  'R-duplicate': ['warning', 'software', ['first', 'last']],
  'R-key-conflict': ['error', 'software', ['keys', 'count']],
  'R-key-too-long': ['error', 'software', ['key', 'limit']],
  'R-delete-unknown': ['note', 'software', []],
  'R-no-text': ['warning', 'software', []],
  'R-moved': ['warning', 'you', []],
  'R-absent': ['note', 'software', []],
  'R-value-range': ['warning', 'software', ['element', 'received']],
  'A-unreadable': ['warning', 'software', ['name']],
  'A-not-image': ['warning', 'software', ['name']],
  'A-url-refused': ['warning', 'software', ['name', 'host', 'reason']],
  'A-url-failed': ['warning', 'software', ['name', 'host', 'reason']],
  'A-url-too-big': ['warning', 'software', ['name', 'host', 'limitMb']],
  'A-kept': ['note', 'software', ['name']],
} as const satisfies Record<string, readonly [Severity, Owner, readonly string[]]>;

export type OutcomeCode = keyof typeof OUTCOME_CODES;
/** What a delivery, an import or an outcome can say. */
export type ImportCode = OutcomeCode | MessageCode;

/** How grave it is; without a code nothing is. */
export function severityOf(code: string | null): Severity {
  if (code === null) return 'note';
  if (isOutcomeCode(code)) return OUTCOME_CODES[code][0];
  return Object.hasOwn(MESSAGE_CODES, code) ? MESSAGE_CODES[code as MessageCode][0] : 'note';
}

export function isOutcomeCode(code: string): code is OutcomeCode {
  return Object.hasOwn(OUTCOME_CODES, code);
}
