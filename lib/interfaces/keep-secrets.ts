import 'server-only';
import type { InterfaceSource } from '../db/schema/interfaces';
import { AppError } from '../errors';
import { openSecrets, type SourceSecrets, sealSecrets } from '../sources/source-secrets';
import type { TypedSecrets } from './source-input';

export interface StoredAccess {
  source: InterfaceSource;
  secrets: string | null;
}

export interface TypedAccess {
  source: InterfaceSource;
  typed?: TypedSecrets | undefined;
  forgetSecrets?: boolean | undefined;
}

/**
 * The secrets that a source is opened with after its form was posted, for the database: what was typed, and where nothing
 * was, what is stored. A stored one goes to nobody but whom it was entered for: for another host or user it must be typed
 * again.
 */
export function keepSecrets(stored: StoredAccess | null, { source, typed, forgetSecrets }: TypedAccess): string | null {
  const isSame = stored !== null && !forgetSecrets && receiverOf(stored.source) === receiverOf(source);
  const nothingTyped = !typed?.password && !typed?.privateKey;
  if (isSame && nothingTyped && receiverOf(source) !== null) return stored.secrets;
  const kept: SourceSecrets = isSame ? openSecrets(stored.secrets) : {};
  return receiverOf(source) === null
    ? null
    : sealSecrets({ password: typed?.password || kept.password, privateKey: typed?.privateKey || kept.privateKey });
}

/** Who gets the secrets to see; null: nobody does. */
function receiverOf(source: InterfaceSource): string | null {
  switch (source.kind) {
    case 'sftp':
    case 'ftp':
      return [source.kind, source.host.toLowerCase(), source.port, source.user].join('\n');
    case 'https':
      return [source.kind, new URL(source.url).origin, source.user].join('\n');
    case 'directory':
    case 'upload':
      return null;
  }
}

/** What `keepSecrets` answers, or `source-secret-missing` where this source cannot be opened with nothing. */
export function requireSecrets(stored: StoredAccess | null, access: TypedAccess): string | null {
  const secrets = keepSecrets(stored, access);
  if (lacksSecret(access.source, secrets)) throw new AppError('source-secret-missing', { kind: access.source.kind });
  return secrets;
}

/** Whether this source cannot be opened without a secret, and there is none. */
function lacksSecret(source: InterfaceSource, secrets: string | null): boolean {
  if (secrets !== null) return false;
  if (source.kind === 'https') return source.user !== null;
  return source.kind === 'sftp' || (source.kind === 'ftp' && source.user !== 'anonymous');
}
