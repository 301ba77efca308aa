export type Severity = 'note' | 'warning' | 'error';
/** Whose move it is: the broker's software, the person who reads this, or the host of this installation. */
export type Owner = 'software' | 'you' | 'host';

/** Every code the reader can say: severity, owner, and the values its sentence names. Sentences: namespace `messages`. */
export const MESSAGE_CODES = {
  // The file: errors, nothing of it is applied
  'F-empty': ['error', 'software', []],
  'F-not-openimmo': ['error', 'you', ['kind']],
  'F-root': ['error', 'you', ['root']],
  'F-no-openimmo': ['error', 'you', ['found']],
  'F-changed-while-read': ['error', 'you', ['expected', 'found']],
  'F-zip-truncated': ['error', 'software', ['size']],
  'F-zip-damaged': ['error', 'software', []],
  'F-zip-entries': ['error', 'software', ['count', 'limit']],
  'F-zip-size': ['error', 'software', ['size', 'limit']],
  'F-zip-ratio': ['error', 'software', ['name', 'ratio', 'limit']],
  'F-zip-lying-size': ['error', 'software', ['name', 'expected']],
  'F-zip-crc': ['error', 'software', ['name']],
  'F-zip-data': ['error', 'software', ['name']],
  'F-zip-path': ['error', 'software', ['name']],
  'F-zip-link': ['error', 'software', ['name']],
  'F-zip-device-name': ['error', 'software', ['name']],
  'F-zip-encrypted': ['error', 'software', ['name']],
  'F-zip-overlap': ['error', 'software', ['name']],
  'F-zip-method': ['error', 'software', ['name', 'method']],
  'F-xml-doctype': ['error', 'software', ['file', 'line']],
  'F-xml-encoding': ['error', 'software', ['file', 'encoding']],
  'F-xml-bytes': ['error', 'software', ['file', 'line', 'byte', 'value', 'encoding']],
  'F-xml-control': ['error', 'software', ['file', 'line', 'column', 'value']],
  'F-xml-ampersand': ['error', 'software', ['file', 'line', 'column', 'received']],
  'F-xml-prefix': ['error', 'software', ['file', 'line', 'column', 'prefix']],
  'F-xml-malformed': ['error', 'software', ['file', 'line', 'column']],
  'F-xml-truncated': ['error', 'software', ['file', 'line', 'element']],
  'F-xml-depth': ['error', 'software', ['file', 'line', 'limit']],
  'F-xml-text': ['error', 'software', ['file', 'line', 'limit']],
  'F-xml-record': ['error', 'software', ['file', 'line', 'limit']],
  'F-too-many': ['error', 'software', ['file', 'line', 'element', 'limit']],
  'F-two-full-transfers': ['error', 'software', ['provider', 'first', 'second']],
  'F-attachment-gone': ['error', 'you', ['name']],
  // The file: remarks
  'F-xml-leading-space': ['warning', 'software', ['file']],
  'F-unknown-element': ['note', 'software', ['element', 'count', 'line']],
  'F-nested-archive': ['note', 'software', ['name']],
  'F-feedback': ['note', 'you', ['name']],
  'F-ignored': ['note', 'you', ['name', 'count']],
  'F-other-xml': ['note', 'you', ['name', 'root']],
  'F-header-missing': ['warning', 'software', ['file']],
  'F-scope-missing': ['warning', 'software', ['file']],
  'F-scope-unknown': ['warning', 'software', ['file', 'received']],
  'F-timestamp': ['warning', 'software', ['file', 'received']],
  'F-mode-delete': ['warning', 'software', ['file']],
  // Providers
  'P-no-id': ['error', 'software', ['name', 'line']],
  // Properties
  'R-no-key': ['error', 'software', ['line']],
  'R-action-unknown': ['warning', 'software', ['received', 'line']],
  'R-number': ['warning', 'software', ['element', 'received']],
  'R-number-ambiguous': ['warning', 'software', ['element', 'received', 'value']],
  'R-number-negative': ['warning', 'software', ['element', 'received']],
  'R-price-zero': ['warning', 'software', ['element']],
  'R-boolean': ['warning', 'software', ['element', 'received']],
  'R-day': ['warning', 'software', ['element', 'received']],
  'R-coordinates': ['warning', 'software', ['latitude', 'longitude']],
  'R-domains': ['warning', 'software', ['element', 'count', 'limit']],
  // Attachments
  'A-missing': ['warning', 'software', ['name']],
  'A-nothing': ['warning', 'software', ['title']],
  'A-empty': ['warning', 'software', ['name']],
  'A-too-big': ['warning', 'software', ['name', 'size', 'limit']],
  'A-base64': ['warning', 'software', ['name']],
  'A-path': ['warning', 'software', ['name']],
  'A-ambiguous': ['warning', 'software', ['name', 'count']],
  'A-method': ['warning', 'software', ['name', 'method']],
  'A-empty-set': ['warning', 'software', []],
} as const satisfies Record<string, readonly [Severity, Owner, readonly string[]]>;

export type MessageCode = keyof typeof MESSAGE_CODES;
export type MessageParams<C extends MessageCode> = Record<(typeof MESSAGE_CODES)[C][2][number], string | number>;

export interface Message {
  code: MessageCode;
  severity: Severity;
  /** What the sentence names; always complete for its code. */
  params: Record<string, string | number>;
  line: number | null;
  /** path of local names, like `preise/kaufpreis` */
  element: string | null;
  received: string | null;
}

export interface Place {
  line?: number | null | undefined;
  element?: string | null;
  received?: string | null;
}

export function message<C extends MessageCode>(code: C, params: MessageParams<C>, place: Place = {}): Message {
  const given: Record<string, string | number> = params;
  const shown = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, shorten(value)]));
  return {
    code,
    severity: MESSAGE_CODES[code][0],
    params: shown,
    line: place.line ?? numberOrNull(given.line),
    element: place.element ?? textOrNull(given.element),
    received: place.received === undefined ? textOrNull(shown.received) : textOrNull(shorten(place.received ?? '')),
  };
}

/** A delivered value may be megabytes long; a message quotes its beginning. */
function shorten(value: string | number): string | number {
  if (typeof value === 'number' || value.length <= 200) return value;
  return `${value.slice(0, 200)}…`;
}

function numberOrNull(value: string | number | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function textOrNull(value: string | number | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
