/** Whose move it is after an error: the reader, the central server's administrator, another site, nobody but the network, or we who make this. */
export type ErrorOwner = 'you' | 'central' | 'site' | 'network' | 'us';

/**
 * Whether it is tried again, and when. `backoff`: within the run for some seconds, then by the schedule after 1, 2, 4 …
 * minutes, at most an hour. `next-run`: with the next run. `continued`: another process goes on with the same run.
 * `hourly`: a person must act first; the schedule goes on, at most once an hour. `never`: the answer to what a person did.
 */
export type Retrying = 'backoff' | 'next-run' | 'continued' | 'hourly' | 'never';

interface ErrorEntry {
  owner: ErrorOwner;
  retrying: Retrying;
}

const entry = (owner: ErrorOwner, retrying: Retrying = 'never'): ErrorEntry => ({ owner, retrying });

/** Every code that a person may meet. A code without `errors.<code>` and `errorHelp.<code>` fails the type check. */
export const ERROR_CATALOG = {
  'connection-failed': entry('network', 'backoff'),
  'invalid-url': entry('you', 'hourly'),
  'not-a-central-server': entry('you', 'hourly'),
  'token-refused': entry('you', 'hourly'),
  'site-disabled': entry('central', 'hourly'),
  'other-installation': entry('central', 'hourly'),
  'version-too-old': entry('you', 'hourly'),
  'version-too-new': entry('central', 'hourly'),
  'rate-limited': entry('central', 'backoff'),
  'central-unavailable': entry('central', 'backoff'),
  'integration-slow': entry('central', 'next-run'),
  'session-superseded': entry('us', 'backoff'),
  'record-refused': entry('us', 'hourly'),
  'integration-failed': entry('us', 'next-run'),
  'storage-full': entry('you', 'backoff'),
  'database-unavailable': entry('you', 'backoff'),
  cancelled: entry('you'),
  interrupted: entry('us', 'backoff'),
  unexpected: entry('us', 'backoff'),
  'not-found': entry('you'),
  forbidden: entry('you'),
  'signed-out': entry('you'),
  'invalid-input': entry('you'),
  'request-too-large': entry('you'),
  conflict: entry('you'),
  'lease-lost': entry('us', 'continued'),
  'already-running': entry('you'),
  'not-connected': entry('you', 'hourly'),
  'first-run-needed': entry('you'),
  'login-failed': entry('you'),
  'login-throttled': entry('you'),
  'password-too-short': entry('you'),
  'email-taken': entry('you'),
  'password-wrong': entry('you'),
  'last-admin': entry('you'),
  'user-disabled': entry('you'),
  'link-not-valid': entry('you'),
  'oidc-refused': entry('you'),
  'oidc-failed': entry('you'),
  'name-taken': entry('you'),
  'domain-taken': entry('you'),
  'group-full': entry('you'),
  'interface-unknown': entry('you'),
  'delivery-unknown': entry('you'),
  'delivery-changed': entry('you'),
  'provider-read-only': entry('central'),
  'provider-unknown': entry('you'),
  'cleanup-changed': entry('you'),
  'plan-changed': entry('you'),
  'source-missing': entry('you', 'next-run'),
  'source-not-allowed': entry('you'),
  'source-unreadable': entry('you', 'next-run'),
  'file-missing': entry('you', 'next-run'),
  'file-awaited': entry('site', 'next-run'),
  'file-damaged': entry('network', 'backoff'),
  'provider-taken': entry('you'),
  'storage-unavailable': entry('you', 'backoff'),
  'storage-denied': entry('you', 'hourly'),
  'storage-shared': entry('you', 'hourly'),
  'source-too-many-files': entry('you'),
  'source-unreachable': entry('network', 'backoff'),
  'source-timed-out': entry('network', 'backoff'),
  'source-login-refused': entry('you', 'hourly'),
  'source-host-key-unknown': entry('you', 'hourly'),
  'source-host-key-changed': entry('you', 'hourly'),
  'source-address-refused': entry('you', 'hourly'),
  'source-too-large': entry('you', 'hourly'),
  'source-not-https': entry('you', 'hourly'),
  'source-redirects': entry('you', 'hourly'),
  'source-answer': entry('you', 'next-run'),
  'source-no-listing': entry('you', 'hourly'),
  'source-not-removed': entry('you'),
  'source-secret-missing': entry('you'),
  'uploads-not-taken': entry('you'),
  'not-a-delivery': entry('you'),
  'delivery-running': entry('you'),
  'secret-unreadable': entry('you', 'hourly'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOG;

/** A failed run's place in the schedule: what may pass by itself is tried again soon, the rest at most once an hour. */
export const retryRuleOf = (code: string): 'soon' | 'hourly' =>
  isErrorCode(code) && isRetried(code) ? 'soon' : 'hourly';

/** Whether it is tried again although nobody did anything about it. */
export const isRetried = (code: ErrorCode): boolean =>
  ['backoff', 'next-run', 'continued'].includes(ERROR_CATALOG[code].retrying);

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_CATALOG, code);
