import { generateKeyPairSync } from 'node:crypto';
import ssh2 from 'ssh2';

export interface SshKey {
  /** PEM */
  private: string;
  /** As it goes over the wire. */
  publicBlob: Buffer;
  /** As it stands in a list of allowed keys. */
  publicLine: string;
}

/** A new key pair on the curve that every server knows. (Those that `ssh2` makes itself are broken now and then.) */
export function makeSshKey(): SshKey {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const publicBlob = parsed.getPublicSSH();
  return { private: privateKey, publicBlob, publicLine: `${parsed.type} ${publicBlob.toString('base64')}` };
}
