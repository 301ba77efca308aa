import type { ImportCode } from './codes';

/** What was done instead of what a delivery asked for. Sentences: namespace `consequences`. */
export type Consequence =
  | 'nothing-applied'
  | 'rest-applied'
  | 'goes-on-later'
  | 'earlier-applied'
  | 'provider-left-out'
  | 'provider-held'
  | 'nothing-removed'
  | 'record-left-out'
  | 'last-one-taken'
  | 'value-left-out'
  | 'value-kept'
  | 'read-otherwise'
  | 'attachment-left-out'
  | 'copy-kept'
  | 'file-left-out'
  | 'original-stays'
  | 'done-as-asked'
  | 'nothing-to-do';

/** Every code that an import says, and what was done instead. A code without one does not compile. */
export const CONSEQUENCES = {
  'F-empty': 'nothing-applied',
  'F-not-openimmo': 'nothing-applied',
  'F-root': 'nothing-applied',
  'F-no-openimmo': 'nothing-applied',
  'F-changed-while-read': 'nothing-applied',
  'F-zip-truncated': 'nothing-applied',
  'F-zip-damaged': 'nothing-applied',
  'F-zip-entries': 'nothing-applied',
  'F-zip-size': 'nothing-applied',
  'F-zip-ratio': 'nothing-applied',
  'F-zip-lying-size': 'nothing-applied',
  'F-zip-crc': 'nothing-applied',
  'F-zip-data': 'nothing-applied',
  'F-zip-path': 'nothing-applied',
  'F-zip-link': 'nothing-applied',
  'F-zip-device-name': 'nothing-applied',
  'F-zip-encrypted': 'nothing-applied',
  'F-zip-overlap': 'nothing-applied',
  'F-zip-method': 'nothing-applied',
  'F-xml-doctype': 'nothing-applied',
  'F-xml-encoding': 'nothing-applied',
  'F-xml-bytes': 'nothing-applied',
  'F-xml-control': 'nothing-applied',
  'F-xml-ampersand': 'nothing-applied',
  'F-xml-prefix': 'nothing-applied',
  'F-xml-malformed': 'nothing-applied',
  'F-xml-truncated': 'nothing-applied',
  'F-xml-depth': 'nothing-applied',
  'F-xml-text': 'nothing-applied',
  'F-xml-record': 'nothing-applied',
  'F-two-full-transfers': 'nothing-applied',
  'F-too-many': 'nothing-applied',
  'F-attachment-gone': 'earlier-applied',
  'F-xml-leading-space': 'read-otherwise',
  'F-unknown-element': 'value-kept',
  'F-nested-archive': 'file-left-out',
  'F-feedback': 'file-left-out',
  'F-ignored': 'file-left-out',
  'F-other-xml': 'file-left-out',
  'F-header-missing': 'nothing-removed',
  'F-scope-missing': 'nothing-removed',
  'F-scope-unknown': 'nothing-removed',
  'F-timestamp': 'read-otherwise',
  'F-mode-delete': 'nothing-removed',
  'P-no-id': 'provider-left-out',
  'R-no-key': 'record-left-out',
  'R-action-unknown': 'read-otherwise',
  'R-number': 'value-left-out',
  'R-number-ambiguous': 'read-otherwise',
  'R-number-negative': 'value-left-out',
  'R-price-zero': 'value-kept',
  'R-boolean': 'value-left-out',
  'R-day': 'value-left-out',
  'R-coordinates': 'value-left-out',
  'R-domains': 'value-left-out',
  'A-missing': 'copy-kept',
  'A-nothing': 'attachment-left-out',
  'A-empty': 'copy-kept',
  'A-too-big': 'copy-kept',
  'A-base64': 'copy-kept',
  'A-path': 'attachment-left-out',
  'A-ambiguous': 'attachment-left-out',
  'A-method': 'copy-kept',
  'A-empty-set': 'copy-kept',
  'F-unchanged': 'nothing-to-do',
  'F-original-stays': 'original-stays',
  'F-warnings': 'rest-applied',
  'F-failed-records': 'rest-applied',
  'F-upload-unfinished': 'goes-on-later',
  'F-gone': 'nothing-applied',
  'F-cancelled': 'earlier-applied',
  'F-interrupted': 'goes-on-later',
  'F-stopped': 'earlier-applied',
  'F-unexpected': 'earlier-applied',
  'F-nothing-accepted': 'nothing-applied',
  'P-unknown': 'provider-left-out',
  'P-not-accepted': 'provider-left-out',
  'P-empty-transfer': 'provider-held',
  'P-removals-held': 'provider-held',
  'P-older-transfer': 'provider-held',
  'P-removals-blocked': 'nothing-removed',
  'P-superseded': 'nothing-to-do',
  'P-plan-changed': 'provider-held',
  'P-file-changed': 'provider-held',
  'P-discarded': 'done-as-asked',
  'P-decided': 'nothing-to-do',
  'R-duplicate': 'last-one-taken',
  'R-key-conflict': 'record-left-out',
  'R-key-too-long': 'record-left-out',
  'R-delete-unknown': 'nothing-to-do',
  'R-moved': 'done-as-asked',
  'R-absent': 'done-as-asked',
  'R-no-text': 'record-left-out',
  'R-value-range': 'value-left-out',
  'A-unreadable': 'copy-kept',
  'A-not-image': 'copy-kept',
  'A-url-refused': 'copy-kept',
  'A-url-failed': 'copy-kept',
  'A-url-too-big': 'copy-kept',
  'A-kept': 'copy-kept',
} as const satisfies Record<ImportCode, Consequence>;

/** Null: a code that an import does not say, for example a run's error. */
export function consequenceOf(code: string): Consequence | null {
  return Object.hasOwn(CONSEQUENCES, code) ? CONSEQUENCES[code as keyof typeof CONSEQUENCES] : null;
}
