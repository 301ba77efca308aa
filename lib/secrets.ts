import 'server-only';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from './env';
import { AppError } from './errors';

const VERSION = 'v1';

/** Encrypts a secret for the database (AES-256-GCM, key derived from NEXTAUTH_SECRET). */
export function encryptSecret(plain: string, masterSecret = env().nextauthSecret): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(masterSecret), nonce);
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
}

/** Throws `secret-unreadable` when NEXTAUTH_SECRET is another one than at encryption. */
export function decryptSecret(stored: string, masterSecret = env().nextauthSecret): string {
  const [version, nonce, sealed] = stored.split('.');
  if (version !== VERSION || !nonce || !sealed) throw new AppError('secret-unreadable');
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', deriveKey(masterSecret), Buffer.from(nonce, 'base64url'));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new AppError('secret-unreadable', {}, { cause });
  }
}

function deriveKey(masterSecret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterSecret, '', 'estate-sync stored secrets', 32));
}
