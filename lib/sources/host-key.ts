import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors';

/** As OpenSSH shows it: `SHA256:` and base64 without padding. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** What is wrong with the key that a host shows; null: it is the known one. */
export function refusalOfKey(host: string, known: string | null, key: Buffer): AppError | null {
  const fingerprint = fingerprintOf(key);
  if (known === null) return new AppError('source-host-key-unknown', { host, fingerprint });
  const expected = Buffer.from(known.trim().replace(/=+$/, ''));
  const shown = Buffer.from(fingerprint);
  if (expected.length === shown.length && timingSafeEqual(expected, shown)) return null;
  return new AppError('source-host-key-changed', { host, known, fingerprint });
}
