/** Whose move it is after an error: the reader, the central server's administrator, nobody but the network, or we who make this. */
export type ErrorOwner = 'you' | 'central' | 'network' | 'us';

interface ErrorEntry {
  owner: ErrorOwner;
  /** Tried again by itself. */
  retried: boolean;
}

const entry = (owner: ErrorOwner, retried = false): ErrorEntry => ({ owner, retried });

/** Every code that a person may meet. Its texts are `errors.<code>`; a code without them fails the type check. */
export const ERROR_CATALOG = {
  'connection-failed': entry('network', true),
  'invalid-url': entry('you'),
  'not-a-central-server': entry('you'),
  'token-refused': entry('you'),
  'site-disabled': entry('central'),
  'other-installation': entry('central'),
  'version-too-old': entry('you'),
  'version-too-new': entry('central'),
  'rate-limited': entry('central', true),
  'central-unavailable': entry('central', true),
  'integration-slow': entry('central', true),
  'record-refused': entry('us'),
  'integration-failed': entry('us', true),
  'storage-full': entry('you', true),
  'database-unavailable': entry('you', true),
  cancelled: entry('you'),
  interrupted: entry('us', true),
  unexpected: entry('us'),
  'not-found': entry('you'),
  forbidden: entry('you'),
  'signed-out': entry('you'),
  'invalid-input': entry('you'),
  'request-too-large': entry('you'),
  conflict: entry('you'),
  'lease-lost': entry('us', true),
  'already-running': entry('you'),
  'not-connected': entry('you'),
  'first-run-needed': entry('you'),
  'login-failed': entry('you'),
  'login-throttled': entry('you', false),
  'password-too-short': entry('you'),
  'email-taken': entry('you'),
  'name-taken': entry('you'),
  'interface-unknown': entry('you'),
  'delivery-unknown': entry('you'),
  'delivery-changed': entry('you'),
  'provider-read-only': entry('central'),
  'provider-unknown': entry('you'),
  'cleanup-changed': entry('you'),
  'source-missing': entry('you', true),
  'source-not-allowed': entry('you'),
  'source-unreadable': entry('you', true),
  'file-missing': entry('us'),
  'provider-taken': entry('you'),
  'storage-unavailable': entry('you', true),
  'source-too-many-files': entry('you'),
  'secret-unreadable': entry('you'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOG;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_CATALOG, code);
