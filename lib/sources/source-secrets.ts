import 'server-only';
import { z } from 'zod';
import { AppError } from '../errors';
import { decryptSecret, encryptSecret } from '../secrets';

/** What opens a source and is shown to nobody. */
export interface SourceSecrets {
  password?: string | undefined;
  /** In OpenSSH's or PEM form, without a passphrase. */
  privateKey?: string | undefined;
}

const Secrets = z.object({ password: z.string().optional(), privateKey: z.string().optional() });

/** For the database; null: there is nothing to keep. */
export function sealSecrets({ password, privateKey }: SourceSecrets): string | null {
  if (!password && !privateKey) return null;
  return encryptSecret(JSON.stringify({ ...(password && { password }), ...(privateKey && { privateKey }) }));
}

/** Throws `secret-unreadable`. */
export function openSecrets(sealed: string | null): SourceSecrets {
  if (sealed === null) return {};
  const text = decryptSecret(sealed);
  try {
    return Secrets.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('secret-unreadable', {}, { cause });
  }
}
